import {
  judgeAtEdge,
  judgeEdgeTwin,
  judgeNearDuplicate,
  judgeRow,
  partOfDay,
  type FileDays,
  type Import,
  type ImportedShare,
} from '@steward/core/imports';
import { proposeNearDuplicates, type UnexplainedTransaction, type UnmatchedRow } from '@steward/core/matches';
import type { Orm } from '@steward/db/client';
import {
  readBroughtInOfDay,
  readExplained,
  readFilesOfDays,
  readFingerprintsOfDay,
  readImport,
  readImportDays,
  readNewRows,
  readOtherAccounts,
  readRowsToJudge,
  readTwinRows,
  setJudgements,
  type AccountDays,
  type JudgedRow,
  type TwinRow,
} from '@steward/db/imports';
import { findNear, readMatchedDuplicates } from '@steward/db/matches';
import { findFreeFingerprint } from './free-fingerprint.ts';
import type { ImportSetting } from './import-setting.ts';
import type { FileRow } from './read-rows.ts';
import { findTwins } from './twins.ts';

/** The days of a file with some more rows of it. */
export function widenDays(days: FileDays | null, rows: readonly FileRow[]): FileDays | null {
  return rows.reduce<FileDays | null>((wide, { read }) => {
    if (!read.ok) return wide;
    const { date } = read.row;
    if (wide === null) return { firstDate: date, lastDate: date };
    return {
      firstDate: date < wide.firstDate ? date : wide.firstDate,
      lastDate: date > wide.lastDate ? date : wide.lastDate,
    };
  }, days);
}

interface Matching {
  file: Import;
  days: FileDays | null;
  /** False once another run has taken over, and nothing more is to be written. */
  isStill: (orm: Orm) => Promise<boolean>;
}

/**
 * What can be said of rows only once the whole file is known, account by account: whether those at its edges are second ones,
 * and which of the new ones may be in the ledger in other words. Returns the rows that were judged at the edges.
 */
export async function matchRows(setting: ImportSetting, matching: Matching): Promise<JudgedRow[]> {
  const { db } = setting;
  const { file, days } = matching;
  const own = days === null ? [] : [{ ...days, accountId: file.accountId }];
  const parts = [...own, ...(await db.read((orm) => readOtherAccounts(orm, file.id)))];
  const edges: JudgedRow[] = [];
  for (const part of parts) {
    const judged = await db.read((orm) => judgeEdges(orm, file.id, part));
    await writeJudgements(setting, matching, judged);
    await writeJudgements(setting, matching, await judgeNear(setting, file, part));
    edges.push(...judged);
  }
  return edges;
}

async function writeJudgements(
  { db, chunkRows }: ImportSetting,
  { file, isStill }: Matching,
  judged: readonly JudgedRow[],
): Promise<void> {
  for (let start = 0; start < judged.length; start += chunkRows) {
    await db.write(async (tx) => {
      if (await isStill(tx.orm)) await setJudgements(tx, file.id, judged.slice(start, start + chunkRows));
    });
  }
}

async function judgeEdges(orm: Orm, importId: string, part: AccountDays): Promise<JudgedRow[]> {
  const { accountId, firstDate, lastDate } = part;
  const dates = [...new Set([firstDate, lastDate])];
  const twins = await readTwinRows(orm, { importId, accountId }, dates);
  if (twins.length === 0) return [];
  const others = await readFilesOfDays(orm, { accountId, exceptId: importId, dates });
  const judged: JudgedRow[] = [];
  for (const [date, ofDay] of Map.groupBy(twins, ({ row }) => row.date)) {
    const shares: ImportedShare[] = [];
    for (const other of others) {
      const partOfOther = partOfDay(other, date);
      if (partOfOther === null) continue;
      const ofAccount = { importId: other.importId, accountId };
      shares.push({
        part: other.isWhole ? partOfOther : 'any',
        fingerprints: await readFingerprintsOfDay(orm, ofAccount, date),
        broughtIn: await readBroughtInOfDay(orm, ofAccount, date),
      });
    }
    judged.push(...(await judgeDay(orm, { importId, part, date }, { twins: ofDay, shares })));
  }
  return judged;
}

async function judgeDay(
  orm: Orm,
  { importId, part, date }: { importId: string; part: AccountDays; date: string },
  { twins, shares }: { twins: readonly TwinRow[]; shares: readonly ImportedShare[] },
): Promise<JudgedRow[]> {
  const { accountId } = part;
  const own = {
    part: partOfDay(part, date) ?? 'any',
    fingerprints: await readFingerprintsOfDay(orm, { importId, accountId }, date),
  };
  const taken = new Set(own.fingerprints);
  const judged: JudgedRow[] = [];
  for (const { rowNumber, row, transactionId } of twins) {
    const verdict = judgeAtEdge(row.fingerprint, own, shares);
    const isUnsure = verdict === 'unsure';
    const fingerprint = isUnsure
      ? await findFreeFingerprint(orm, { accountId, row, taken })
      : row.fingerprint;
    const judgement = judgeEdgeTwin({ verdict, transactionId, fingerprint });
    if (judgement) judged.push({ rowNumber, ...judgement });
  }
  return judged;
}

async function judgeNear(
  { db, chunkRows }: ImportSetting,
  { id: importId, format }: Import,
  { accountId, ...days }: AccountDays,
): Promise<JudgedRow[]> {
  const rows: UnmatchedRow[] = [];
  const near = new Map<string, UnexplainedTransaction>();
  for (let afterRow = 0; ;) {
    const page = { importId, accountId, afterRow, limit: chunkRows };
    const chunk = await db.read((orm) => readNewRows(orm, page));
    for (const one of await db.read((orm) => findNear(orm, { accountId, importId, rows: chunk }))) {
      near.set(one.id, one);
    }
    rows.push(...chunk);
    afterRow = chunk.at(-1)?.rowNumber ?? 0;
    if (chunk.length < chunkRows) break;
  }
  if (near.size === 0) return [];
  const explained = await db.read((orm) => readExplained(orm, importId));
  const matched = await db.read((orm) => readMatchedDuplicates(orm, [...near.keys()]));
  const unexplained = [...near.values()].filter(({ id }) => !explained.has(id) && !matched.has(id));
  return proposeNearDuplicates({ format, ...days }, rows, unexplained).map(({ rowNumber, ...nearness }) => {
    return { rowNumber, ...judgeNearDuplicate(nearness) };
  });
}

/** Judges the rows of a preview anew that another import may have overtaken. To be called before any is brought in. */
export async function judgeAgain(setting: ImportSetting, file: Import): Promise<void> {
  const { db, chunkRows } = setting;
  const { id: importId, accountId } = file;
  const isStill = async (orm: Orm) => {
    const { status, progress } = await readImport(orm, importId);
    return status === 'committing' && progress.done === 0;
  };
  const days = await db.read((orm) => readImportDays(orm, importId));
  for (let afterRow = 0; ;) {
    const rows = await db.read((orm) => readRowsToJudge(orm, { importId, afterRow, limit: chunkRows }));
    const placed = rows.map((one) => ({ ...one, accountId: one.accountId ?? accountId }));
    const twinsOf = await db.read((orm) => findTwins(orm, placed));
    const judged = placed.map((one) => {
      const seen = { row: one.row, twinRow: null, namesakeRow: null };
      const known = { ...twinsOf(one), byPending: null, bySameFile: null };
      return { rowNumber: one.rowNumber, ...judgeRow(seen, known) };
    });
    await writeJudgements(setting, { file, days, isStill }, judged);
    afterRow = rows.at(-1)?.rowNumber ?? 0;
    if (rows.length < chunkRows) break;
  }
  await matchRows(setting, { file, days, isStill });
}

/** What a person should look at before committing, in sentences. */
export function describeEdges(judged: readonly JudgedRow[]): string[] {
  const same = judged.filter(({ outcome }) => outcome === 'duplicate').length;
  const unsure = judged.length - same;
  const rowsAre = (count: number) => (count === 1 ? '1 row is' : `${count} rows are`);
  return [
    ...(same > 0
      ? [
          `${rowsAre(same)} on the one day that this file shares with an earlier one, and taken as what is here already. Should it be a second payment just like the first, bring it in from the list of duplicates.`,
        ]
      : []),
    ...(unsure > 0
      ? [`${rowsAre(unsure)} of a day that is cut between two files: a second one, or the same. Review asks.`]
      : []),
  ];
}
