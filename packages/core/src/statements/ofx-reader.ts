import { createGroupEvents } from './element-groups.ts';
import type { ReaderOptions, StatementReader } from './element-events.ts';
import { optionalTextAt } from './element-tree.ts';
import { createOfxStatement, isOfxGroup, isOfxStatement, type OfxStatement } from './ofx-statement.ts';
import { createOfxStatus } from './ofx-status.ts';
import { checkStatementCount, showText } from './statement-error.ts';
import type { Statement, StatementFile } from './statements.schema.ts';

/**
 * Reads OFX 1.x, OFX 2.x and QFX (OFX with names of Intuit's in it) from the elements of the file: the statements of banks
 * (STMTRS), credit cards (CCSTMTRS) and, as far as they move money, of brokers (INVSTMTRS), one for each account.
 *
 * - **Entries**: STMTTRN, and STMTTRNP as pending (readOfxEntry). One that cannot be read becomes a problem.
 * - **Investments**: INVBANKTRAN holds a STMTTRN like any other. A transaction of securities (BUYSTOCK, INCOME, …) becomes a
 *   problem that names it: it has units and prices, and to book its total alone would lose them. Holdings are left out.
 * - **Balances**: LEDGERBAL is the closing one, AVAILBAL and AVAILCASH are available; an empty one is none. OFX has no
 *   opening balance.
 * - **Account**: ACCTID; BANKID or BROKERID, or else the ORG of the sign-on; ACCTTYPE, or CREDITCARD or INVESTMENT.
 * - **Currency**: CURDEF; where it is empty, that of the first entry which names one, and amounts without a currency are in
 *   the default one.
 * - **Status**: see createOfxStatus.
 *
 * O(elements); besides what is read, one entry is in memory.
 * @throws DomainError `invalid` `statement_file` where the bank answers with an error or the file holds no statement.
 */
export function createOfxReader({ defaultCurrency }: ReaderOptions): StatementReader {
  const statements: Statement[] = [];
  const seen: string[] = [];
  const status = createOfxStatus();
  let version = '';
  let organisation: string | null = null;
  let current: OfxStatement | null = null;
  const isSignOn = (name: string, parent: string) => name === 'FI' && parent === 'SONRS';
  const events = createGroupEvents({
    isGroup: (name, parent) =>
      name === 'STATUS' || isSignOn(name, parent) || (current !== null && isOfxGroup(name, parent)),
    enter({ name, line }, parent) {
      if (parent === 'OFX' && seen.length < 5) seen.push(showText(name));
      if (!isOfxStatement(name)) return;
      checkStatementCount(statements.length + 1, line);
      current = createOfxStatement({ defaultCurrency, organisation });
    },
    take(group, parent) {
      if (group.name === 'STATUS') status.take(group, parent);
      else if (isSignOn(group.name, parent)) organisation = optionalTextAt(group, 'ORG', 'FID');
      else current?.take(group);
    },
    leave(name) {
      if (current === null || !isOfxStatement(name)) return;
      statements.push(current.finish());
      current = null;
    },
  });
  return {
    ...events,
    declare(declared) {
      version ||= declared;
    },
    end(line): StatementFile {
      const all = status.finish(statements, { line, seen });
      return { format: 'ofx', version: `OFX ${version}`.trim(), statements: all };
    },
  };
}
