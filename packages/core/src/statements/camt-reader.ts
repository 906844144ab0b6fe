import type { CurrencyCode } from '../money/index.ts';
import {
  readAccountCurrency,
  readCamtAccount,
  readCamtBalance,
  sortCamtBalances,
  type CamtBalance,
} from './camt-account.ts';
import { readCamtEntries } from './camt-entry.ts';
import { readCamtDate } from './camt-values.ts';
import { createGroupEvents } from './element-groups.ts';
import { emptyStatement } from './empty-statement.ts';
import type { StatementReader } from './element-events.ts';
import type { ElementNode } from './element-tree.ts';
import { readOrProblem } from './read-field.ts';
import { checkStatementCount, statementFileError } from './statement-error.ts';
import type { Statement, StatementFile } from './statements.schema.ts';

/** The messages and what a statement is called in each; version 1 puts V01 behind their names. */
const MESSAGES: Readonly<Record<string, { statement: string; family: string }>> = {
  BkToCstmrAcctRpt: { statement: 'Rpt', family: 'camt.052' },
  BkToCstmrStmt: { statement: 'Stmt', family: 'camt.053' },
  BkToCstmrDbtCdtNtfctn: { statement: 'Ntfctn', family: 'camt.054' },
};
const STATEMENTS = Object.values(MESSAGES).map(({ statement }) => statement);
const GROUPS = ['FrToDt', 'Acct', 'Bal', 'Ntry'];

/** A statement while its elements come in. */
interface OpenStatement {
  statement: Statement;
  balances: CamtBalance[];
}

/**
 * Reads camt.052 (account report), camt.053 (statement) and camt.054 (notification) of ISO 20022 in every version from the
 * elements of the file: `BkToCstmr…/(Rpt|Stmt|Ntfctn)/(FrToDt|Acct|Bal|Ntry)`, at whatever depth an envelope puts them.
 * Entries are read as they end and their elements dropped. An entry or a balance that cannot be read becomes a problem with
 * its line, and the rest is read. A camt.054 has no balances.
 *
 * O(elements); besides what is read, one entry is in memory.
 * @throws DomainError `invalid` `statement_file` where the file is no such message, or one without a statement.
 */
export function createCamtReader(): StatementReader {
  const statements: Statement[] = [];
  let version = '';
  let message: { name: string; statement: string; line: number } | null = null;
  let current: OpenStatement | null = null;
  const events = createGroupEvents({
    isGroup: (name, parent) => current !== null && STATEMENTS.includes(parent) && GROUPS.includes(name),
    enter({ name, line, attributes }, parent) {
      version = versionOf(attributes) ?? version;
      const known = MESSAGES[name.replace(/V0\d$/, '')];
      if (known) {
        message = { name, statement: known.statement, line };
        version = version || known.family;
      } else if (message && name === message.statement && parent === message.name) {
        checkStatementCount(statements.length + 1, line);
        current = { statement: emptyStatement(), balances: [] };
      }
    },
    take: (group) => current && readGroup(current, group),
    leave(name) {
      if (current === null || !STATEMENTS.includes(name)) return;
      statements.push(finish(current));
      current = null;
    },
  });
  return {
    ...events,
    declare: () => undefined,
    end(line): StatementFile {
      if (message === null) {
        const expected = Object.keys(MESSAGES).join(', ');
        throw statementFileError({ line, found: 'the file ends without a message', expected });
      }
      if (statements.length === 0) {
        const found = `<${message.name}> holds no statement`;
        throw statementFileError({ line: message.line, found, expected: `<${message.statement}>` });
      }
      return { format: 'camt', version, statements };
    },
  };
}

/** The name of the message with its version, as the namespace ends. */
function versionOf(attributes: Readonly<Record<string, string>>): string | null {
  for (const [name, value] of Object.entries(attributes)) {
    const version = name.startsWith('xmlns') ? /camt\.05[234]\.\d{3}\.\d{2}/.exec(value)?.[0] : undefined;
    if (version) return version;
  }
  return null;
}

function readGroup({ statement, balances }: OpenStatement, group: ElementNode): void {
  const { problem } = readOrProblem(() => {
    if (group.name === 'Acct') {
      statement.account = readCamtAccount(group);
      statement.currency = readAccountCurrency(group);
    } else if (group.name === 'FrToDt') {
      statement.from = readCamtDate(group, ['FrDtTm', 'FrDt']);
      statement.to = readCamtDate(group, ['ToDtTm', 'ToDt']);
    } else if (group.name === 'Bal') {
      balances.push(readCamtBalance(group));
    } else {
      for (const entry of readCamtEntries(group)) statement.items.push({ kind: 'entry', entry });
    }
  });
  if (problem) statement.items.push({ kind: 'problem', problem });
}

function finish({ statement, balances }: OpenStatement): Statement {
  const sorted = sortCamtBalances(balances);
  return {
    ...statement,
    currency: statement.currency ?? sorted[0]?.currency ?? firstCurrency(statement),
    balances: sorted,
  };
}

function firstCurrency({ items }: Statement): CurrencyCode | null {
  for (const item of items) if (item.kind === 'entry') return item.entry.currency;
  return null;
}
