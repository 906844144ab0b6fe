import type { LabelledRow } from '@steward/ml/evaluation';
import { z } from 'zod';
import { askPython } from './peers.ts';

const PROGRAM = `
import json, sys, time
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
rows = [json.loads(line) for line in sys.stdin]
cut = int(len(rows) * 0.8)
text, label = [r[0] for r in rows], np.array([r[1] for r in rows])
start, used = time.perf_counter(), time.process_time()
words = TfidfVectorizer(analyzer='char_wb', ngram_range=(2, 5), min_df=2, sublinear_tf=True)
train = words.fit_transform(text[:cut])
model = LinearSVC().fit(train, label[:cut])
trained, used = time.perf_counter() - start, time.process_time() - used
guessed = model.predict(words.transform(text[cut:]))
print(json.dumps({'trainSeconds': trained, 'processorSeconds': used, 'accuracy': float((guessed == label[cut:]).mean())}))
`;

const Answer = z.object({ trainSeconds: z.number(), processorSeconds: z.number(), accuracy: z.number() });

/** scikit-learn's LinearSVC on TF-IDF of 2 to 5 characters, trained on the first four fifths, then frozen. */
export function measureLinearSvc(rows: readonly LabelledRow[]): z.infer<typeof Answer> | null {
  const answer = askPython(
    'sklearn',
    PROGRAM,
    rows.map(({ row, label }) => [row.payee, label]),
  );
  return answer === null ? null : Answer.parse(answer);
}
