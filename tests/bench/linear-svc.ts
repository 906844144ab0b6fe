import type { LabelledRow } from '@steward/ml/evaluation';
import { z } from 'zod';
import { askPython } from './peers.ts';

const PROGRAM = `
import json, sys, time
import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import OneHotEncoder
from sklearn.svm import LinearSVC
rows = [json.loads(line) for line in sys.stdin]
cut = int(len(rows) * 0.8)
text, label = [r[0] for r in rows], np.array([r[1] for r in rows])
amount, columns = np.array([[r[2]] for r in rows]), np.array([r[3:] for r in rows], dtype=object)
has_columns = columns.shape[1] > 0
start, used = time.perf_counter(), time.process_time()
words = TfidfVectorizer(analyzer='char_wb', ngram_range=(2, 5), min_df=2, sublinear_tf=True)
one_hot = OneHotEncoder(handle_unknown='ignore')
def join(matrix, part, encode):
    more = [encode(columns[part])] if has_columns else []
    size = np.sign(amount[part]) * np.log1p(np.abs(amount[part]))
    return hstack([matrix, csr_matrix(size / 20), *more]).tocsr()
train = join(words.fit_transform(text[:cut]), slice(0, cut), one_hot.fit_transform)
model = LinearSVC().fit(train, label[:cut])
trained, used = time.perf_counter() - start, time.process_time() - used
guessed = model.predict(join(words.transform(text[cut:]), slice(cut, None), one_hot.transform))
print(json.dumps({'trainSeconds': trained, 'processorSeconds': used, 'accuracy': float((guessed == label[cut:]).mean())}))
`;

const Answer = z.object({ trainSeconds: z.number(), processorSeconds: z.number(), accuracy: z.number() });

/**
 * scikit-learn's LinearSVC on what the categoriser is given too: TF-IDF of 2 to 5 characters of the payee, the logarithm of
 * the amount, and the context columns one by one; trained on the first four fifths, then frozen.
 */
export function measureLinearSvc(
  rows: readonly LabelledRow[],
  contextColumns: readonly string[],
): z.infer<typeof Answer> | null {
  const answer = askPython(
    'sklearn',
    PROGRAM,
    rows.map(({ row, label }) => [
      ...[row.payee, label, row.amount],
      ...contextColumns.map((column) => row.context[column] ?? ''),
    ]),
  );
  return answer === null ? null : Answer.parse(answer);
}
