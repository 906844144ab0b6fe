import { textAt, type ElementNode } from './element-tree.ts';
import { checkStatementCount, showText, statementFileError } from './statement-error.ts';
import { emptyStatement } from './empty-statement.ts';
import type { Statement, StatementProblem } from './statements.schema.ts';

const REQUESTS = ['STMTTRNRS', 'CCSTMTTRNRS', 'INVSTMTTRNRS'];

export interface OfxStatus {
  take: (group: ElementNode, parent: string) => void;
  /** The statements, and one with a problem for each account that the bank has refused. */
  finish: (statements: readonly Statement[], end: { line: number; seen: readonly string[] }) => Statement[];
}

/**
 * What the bank answers (STATUS, OFX 3.1.5), where its SEVERITY is ERROR: a failed sign-on refuses the file with the
 * bank's own message. A failed request for one account does so where there is no statement, and is a problem where there
 * are others.
 */
export function createOfxStatus(): OfxStatus {
  const failures: StatementProblem[] = [];
  return {
    take(group, parent) {
      const failure = failureOf(group);
      if (failure === null) return;
      if (parent === 'SONRS') throw refuseBy(failure);
      if (!REQUESTS.includes(parent)) return;
      checkStatementCount(failures.length + 1, failure.line);
      failures.push(failure);
    },
    finish(statements, { line, seen }) {
      const [failure] = failures;
      if (statements.length === 0 && failure) throw refuseBy(failure);
      if (statements.length === 0) {
        const only = seen.length > 0 ? ` but ${seen.join(', ')}` : '';
        const expected = 'a statement: STMTRS, CCSTMTRS or INVSTMTRS';
        throw statementFileError({ line, found: `the file ends and holds nothing${only}`, expected });
      }
      const refused = failures.map((problem) => ({
        ...emptyStatement(),
        items: [{ kind: 'problem' as const, problem }],
      }));
      return [...statements, ...refused];
    },
  };
}

function failureOf(group: ElementNode): StatementProblem | null {
  if (textAt(group, 'SEVERITY').toUpperCase() !== 'ERROR') return null;
  const value = showText([textAt(group, 'CODE'), textAt(group, 'MESSAGE')].join(' ').trim(), 500);
  return { line: group.line, field: 'STATUS', value, expected: 'an answer without an error of the bank' };
}

function refuseBy({ line, value, expected }: StatementProblem): Error {
  return statementFileError({ line, found: `the bank answers with the error “${value}”`, expected });
}
