import { DomainError } from '@steward/core/errors';
import {
  findProfileProblems,
  listStatuses,
  nextImportStatus,
  type Import,
  type ImportGuess,
  type ImportOptions,
  type ImportPage,
  type ImportProfile,
  type ImportRowPage,
  type RowOutcome,
} from '@steward/core/imports';
import { createId, type Actor } from '@steward/core/identity';
import { insertChangeSet } from '@steward/db/changes';
import type { WorkspaceDb, WriteTx } from '@steward/db/client';
import {
  insertImport,
  listImportRows,
  listImports,
  readImport,
  readProfile,
  saveProfile,
  updateImport,
} from '@steward/db/imports';
import { appendLearning } from '@steward/db/learning';
import { listAccounts, readAccount } from '@steward/db/ledger';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { detectFile, readSampleRows } from './csv-detect.ts';
import { auditImport, stopWhenCancelled } from './import-setting.ts';
import type { ImportRunner } from './import-runner.ts';
import { noAccount, readOptions } from './import-options.ts';
import { dropUpload } from './drop-upload.ts';
import { detectStatementFormat, readHead } from '../statements/index.ts';
import { receiveUpload, uploadPath, type UploadRequest } from './upload.ts';

export interface ImportDeps {
  db: WorkspaceDb;
  runner: Pick<ImportRunner, 'start'>;
  dataFolder: string;
  limitBytes: number;
  actor: Actor;
  now: () => Date;
}

/**
 * Takes a file in and starts the preview at once where it is in a format of banks, or where its columns can be told: by
 * the profile kept for the account if its columns fit, else by a guess.
 */
export async function createImport(
  deps: ImportDeps,
  request: UploadRequest & { accountId: string | null; dateOrder?: string | null },
): Promise<Import> {
  const { db, dataFolder, limitBytes, actor, now } = deps;
  const at = now();
  const importId = createId('imp', { now: at, random: randomBytes });
  const place = { dataFolder, workspaceId: db.workspaceId, importId };
  const { fields, ...upload } = await receiveUpload(request, { ...place, limitBytes });
  try {
    const accountId = request.accountId ?? fields.get('accountId') ?? '';
    const account = await db.read((orm) => readAccount(orm, accountId));
    if (!account) {
      if (accountId) throw noAccount(accountId);
      const message = 'Say which account the file is of.';
      throw new DomainError({ code: 'invalid', reason: 'account', message });
    }
    const format = detectStatementFormat(await readHead(uploadPath(place))) ?? 'csv';
    const about = { importId, accountId, currency: account.currency };
    const profile = format === 'csv' ? (await detect(deps, about)).profile : null;
    await db.write(async (tx) => {
      const options = readOptions(request.dateOrder ?? fields.get('dateOrder') ?? '');
      const row = { id: importId, accountId, ...upload, actor, options, createdAt: at };
      await insertImport(tx, { ...row, format, status: 'uploaded' });
      await updateImport(tx, importId, { profile });
      const file = await readImport(tx.orm, importId);
      await auditImport(tx, { file, step: 'uploaded', actor, at });
    });
    if (profile === null || findProfileProblems(profile).length === 0) {
      await startPreview(deps, importId, { profile });
    }
  } catch (error) {
    const known = await db.read((orm) => readImport(orm, importId)).catch(() => null);
    if (known === null) await rm(uploadPath(place), { force: true });
    throw error;
  }
  return getImport(db, importId);
}

interface Detected {
  profile: ImportProfile;
  source: 'guessed' | 'kept';
  doubts: string[];
}

async function detect(
  { db, dataFolder }: Pick<ImportDeps, 'db' | 'dataFolder'>,
  { importId, accountId, currency }: { importId: string; accountId: string; currency: string },
): Promise<Detected> {
  const guess = await detectFile(uploadPath({ dataFolder, workspaceId: db.workspaceId, importId }), currency);
  const kept = await db.read((orm) => readProfile(orm, accountId));
  const fits = (profile: ImportProfile): boolean =>
    profile.delimiter === guess.profile.delimiter &&
    profile.columns.map(({ name }) => name).join('\n') ===
      guess.profile.columns.map(({ name }) => name).join('\n');
  if (kept !== null && fits(kept)) {
    return { profile: { ...kept, encoding: guess.profile.encoding }, source: 'kept', doubts: [] };
  }
  return { profile: guess.profile, source: 'guessed', doubts: guess.doubts };
}

async function startPreview(
  { db, runner, actor, now }: ImportDeps,
  importId: string,
  settled: { profile: ImportProfile | null; options?: ImportOptions },
): Promise<void> {
  await db.write(async (tx) => {
    const file = await readImport(tx.orm, importId);
    const status = nextImportStatus(
      { status: file.status, hasBegunCommit: file.changeSetId !== null },
      'preview',
    );
    await updateImport(tx, importId, { status, ...settled, doneRows: 0, rowCount: null, failure: null });
    // The first preview begins with the upload, which has its own record.
    if (file.status === 'uploaded') return;
    const settledFile = await readImport(tx.orm, importId);
    await auditImport(tx, { file: settledFile, step: 'settled', actor, at: now() });
  });
  runner.start({ workspaceId: db.workspaceId, importId });
}

export async function getImport(db: WorkspaceDb, id: string): Promise<Import> {
  const { actor: _actor, ...file } = await db.read((orm) => readImport(orm, id));
  return file;
}

interface Page {
  cursor?: string | undefined;
  limit: number;
}

export async function listImportsPage(
  db: WorkspaceDb,
  { ids, cursor, limit }: Page & { ids?: string[] | undefined },
): Promise<ImportPage> {
  const items = await db.read((orm) =>
    listImports(orm, { ...(ids && { ids }), beforeId: cursor ?? null, limit }),
  );
  return { items, nextCursor: items.length === limit ? (items.at(-1)?.id ?? null) : null };
}

export async function listRowsPage(
  db: WorkspaceDb,
  { id, outcome, cursor, limit }: Page & { id: string; outcome?: RowOutcome | undefined },
): Promise<ImportRowPage> {
  const afterRow = Number.parseInt(cursor ?? '0', 10) || 0;
  const items = await db.read((orm) =>
    listImportRows(orm, { importId: id, afterRow, limit, ...(outcome && { outcome }) }),
  );
  return { items, nextCursor: items.length === limit ? String(items.at(-1)?.rowNumber ?? '') : null };
}

const SHOWN_ROWS = 20;

/** What the file's columns mean by the profile in force, with samples to judge it by. */
export async function guessImport(
  deps: Pick<ImportDeps, 'db' | 'dataFolder'>,
  id: string,
): Promise<ImportGuess> {
  const file = await getImport(deps.db, id);
  refuseWithoutColumns(file);
  if (file.status === 'committed' || file.status === 'cancelled') {
    const message = `The file ${file.fileName} is not kept once its import is ${file.status}.`;
    throw new DomainError({ code: 'conflict', reason: 'file_gone', message });
  }
  const account = await deps.db.read((orm) => readAccount(orm, file.accountId));
  const place = { importId: id, accountId: file.accountId, currency: account?.currency ?? 'EUR' };
  const detected = await detect(deps, place);
  const profile = file.profile ?? detected.profile;
  const rows = await readSampleRows(
    uploadPath({ dataFolder: deps.dataFolder, workspaceId: deps.db.workspaceId, importId: id }),
    profile,
  );
  const body = rows.slice(profile.skipRows).filter((row) => row.some((cell) => cell.trim() !== ''));
  const previewRows = body.slice(profile.hasHeader ? 1 : 0, SHOWN_ROWS + (profile.hasHeader ? 1 : 0));
  return {
    dialect: { encoding: profile.encoding, delimiter: profile.delimiter, quote: profile.quote },
    columns: profile.columns.map(({ name, role }, index) => ({
      ...{ index, header: name, role },
      samples: [...new Set(previewRows.map((row) => (row[index] ?? '').trim()))].filter(Boolean).slice(0, 3),
    })),
    profile,
    ...{ source: detected.source, doubts: detected.doubts },
    problems: findProfileProblems(profile),
    ...{ previewRows, statuses: listStatuses(profile, body.slice(profile.hasHeader ? 1 : 0)) },
  };
}

function refuseWithoutColumns({ format, fileName }: Import): void {
  if (format === 'csv') return;
  const message = `${fileName} is in a format that says itself what is what; it has no columns to settle.`;
  throw new DomainError({ code: 'conflict', reason: 'no_columns', message });
}

/** @throws DomainError `import_profile` naming what is missing, `no_columns` for a format without. */
export async function setProfile(deps: ImportDeps, id: string, profile: ImportProfile): Promise<Import> {
  refuseWithoutColumns(await getImport(deps.db, id));
  const problems = findProfileProblems(profile);
  if (problems.length > 0) {
    throw new DomainError({ code: 'invalid', reason: 'import_profile', message: problems.join(' ') });
  }
  await startPreview(deps, id, { profile });
  return getImport(deps.db, id);
}

/**
 * Settles what a format of banks leaves open; the preview is made anew.
 *
 * @throws DomainError `dates_settled` for dates that are not open, `account` for one that is not here.
 */
export async function setOptions(deps: ImportDeps, id: string, options: ImportOptions): Promise<Import> {
  const { format, fileName } = await getImport(deps.db, id);
  if (options.dateOrder !== null && format !== 'qif') {
    const message = `The dates of ${fileName} are not open to a choice: only QIF leaves the order of day and month to the reader.`;
    throw new DomainError({ code: 'conflict', reason: 'dates_settled', message });
  }
  const known = new Set((await deps.db.read(listAccounts)).map((account) => account.id));
  const strange = options.accounts.find(({ accountId }) => accountId !== null && !known.has(accountId));
  if (strange) throw noAccount(strange.accountId ?? '');
  await startPreview(deps, id, { profile: null, options });
  return getImport(deps.db, id);
}

/** Begins to write the new rows into the ledger, or goes on where an earlier commit stopped. */
export async function commitImportNow(deps: ImportDeps, id: string): Promise<Import> {
  const { db, runner, actor, now } = deps;
  await db.write(async (tx) => {
    const at = now();
    const before = await readImport(tx.orm, id);
    const hasBegunCommit = before.changeSetId !== null;
    const status = nextImportStatus({ status: before.status, hasBegunCommit }, 'commit');
    const progress = { isCancelRequested: false, failure: null };
    if (before.changeSetId === null) {
      const changeSetId = createId('chg', { now: at, random: randomBytes });
      await insertChangeSet(tx, { id: changeSetId, kind: 'import', actor, reason: before.fileName, at });
      await updateImport(tx, id, { status, ...progress, changeSetId, doneRows: 0 });
      if (before.profile)
        await keepProfile(tx, { accountId: before.accountId, profile: before.profile, at, changeSetId });
    } else {
      await updateImport(tx, id, { status, ...progress });
    }
    const file = await readImport(tx.orm, id);
    await auditImport(tx, { file, step: 'commit_started', actor, at });
  });
  runner.start({ workspaceId: db.workspaceId, importId: id });
  return getImport(db, id);
}

/**
 * Keeps a profile for the account and tells the model of its context columns, also of those it knows: so that the undo of
 * another import takes none away from this one.
 */
async function keepProfile(
  tx: WriteTx,
  { changeSetId, ...kept }: { accountId: string; profile: ImportProfile; at: Date; changeSetId: string },
): Promise<void> {
  await saveProfile(tx, kept);
  const columns = kept.profile.columns.filter(({ role }) => role === 'context');
  await appendLearning(
    tx,
    columns.map(({ name }) => ({ type: 'context_column_added', columnName: name, changeSetId }) as const),
    kept.at,
  );
}

/** Asks the running step to stop; what waits is stopped at once. What is committed by then stays. */
export async function cancelImport({ db, dataFolder, actor, now }: ImportDeps, id: string): Promise<Import> {
  await db.write(async (tx) => {
    const file = await readImport(tx.orm, id);
    const state = { status: file.status, hasBegunCommit: file.changeSetId !== null };
    nextImportStatus(state, 'cancel');
    if (file.status === 'previewing' || file.status === 'committing') {
      await updateImport(tx, id, { isCancelRequested: true });
    } else {
      await stopWhenCancelled(tx, { ...file, actor, isCancelRequested: true }, now());
    }
  });
  await dropUpload({ db, dataFolder }, id);
  return getImport(db, id);
}
