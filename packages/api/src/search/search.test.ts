import { openWorkspaceDb, type WorkspaceDb } from '@steward/db/client';
import { insertCategories } from '@steward/db/ledger';
import { insertPayees } from '@steward/db/payees';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { find } from './search.service.ts';

const at = new Date('2026-11-20T08:00:00Z');
let folder: string;
let db: WorkspaceDb;

/** A payee named other than what the bank calls it. */
const payee = (id: string, name: string, importedName = name) => ({ id: `pay_${id}`, name, importedName });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-search-'));
  db = await openWorkspaceDb({ dataFolder: folder, workspaceId: 'ws_test' });
  const payees = [
    payee('1', 'Northgate Market'),
    payee('2', 'Market'),
    payee('3', 'CAFÉ Aida', 'CAFÉ AIDA 0042'),
    payee('4', 'Corner shop', 'SUMUP *KESTREL'),
    payee('5', '100% Wool'),
  ];
  const category = (id: string, name: string, parentId: string | null = null) => ({
    ...{ id: `cat_${id}`, name, parentId, kind: 'expense' as const, isHidden: false, icon: null },
  });
  await db.write(async (tx) => {
    const aliases = payees.map(({ id, importedName }) => ({
      ...{ importedName, normalised: importedName.toLowerCase(), payeeId: id },
    }));
    await insertPayees(tx, { payees, aliases, at });
    await insertCategories(tx, [category('1', 'Food'), category('2', 'Market halls', 'cat_1')], at);
  });
});

afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const namesFor = async (text: string, limit = 8) => {
  const { payees, categories } = await find(db, { text, limit });
  return [...payees.map(({ name }) => name), ...categories.map(({ path }) => path)];
};

describe('search', () => {
  it('finds payees and categories, the best match first, with where a category stands', async () => {
    expect(await namesFor('MARKET')).toEqual(['Market', 'Northgate Market', 'Food › Market halls']);
    expect(await namesFor('food mark')).toEqual(['Food › Market halls']);
  });

  it('finds a payee by letters beyond a to z, and by what the bank calls it', async () => {
    expect(await namesFor('café')).toEqual(['CAFÉ Aida']);
    expect(await namesFor('Kestrel')).toEqual(['Corner shop']);
  });

  it('takes signs that a database reads as patterns for what they are', async () => {
    expect(await namesFor('100%')).toEqual(['100% Wool']);
    for (const text of ['%', '_', "' or 1=1 --", '*']) {
      expect(await namesFor(text)).not.toContain('Market');
    }
  });

  it('gives nothing for no word, and no more than asked for', async () => {
    expect(await namesFor(' ')).toEqual([]);
    expect(await namesFor('a', 1)).toHaveLength(2);
  });
});
