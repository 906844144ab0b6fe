import { sql } from 'drizzle-orm';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseFile } from './database-file.ts';
import type { Orm, WriteTx } from './write-tx.ts';

/** What triggers keep: the statements that make it anew of what it is made of, and the triggers, by name. */
interface Kept {
  fill: string[];
  triggers: Map<string, string>;
}

/** The triggers that a file must have, from a folder of SQL files: one for each thing that is kept. */
export function readTriggers(folder: string): Kept[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => parse(readFileSync(join(folder, name), 'utf8')));
}

function parse(text: string): Kept {
  const statements = text
    .replace(/^--(?!>).*\n/gm, '')
    .split('--> statement-breakpoint')
    .map((statement) => statement.trim());
  const kept: Kept = { fill: [], triggers: new Map() };
  for (const statement of statements) {
    const name = /^CREATE TRIGGER `(\w+)`/.exec(statement)?.[1];
    if (name === undefined) kept.fill.push(statement);
    else kept.triggers.set(name, statement);
  }
  return kept;
}

/**
 * Gives a file the triggers it must have, whatever migrations did to its tables. Where one was missing or another one,
 * what it keeps is made anew, since nobody knows what it missed; triggers that are none of ours any more go.
 */
export async function keepTriggers(file: DatabaseFile, kept: readonly Kept[]): Promise<void> {
  if ((await file.read((orm) => listWrong(orm, kept))).length === 0) return;
  await file.write(async (tx) => {
    for (const one of await listWrong(tx.orm, kept)) await replace(tx, one);
  });
}

interface Wrong {
  /** Triggers that are there. */
  names: string[];
  wanted: Kept;
}

async function listWrong(orm: Orm, kept: readonly Kept[]): Promise<Wrong[]> {
  const rows = await orm.all<{ name: string; sql: string }>(
    sql`select name, sql from sqlite_master where type = 'trigger'`,
  );
  const there = new Map(rows.map((row) => [row.name, toComparable(row.sql)]));
  const known = new Set(kept.flatMap(({ triggers }) => [...triggers.keys()]));
  const strangers = [...there.keys()].filter((name) => !known.has(name));
  const wrong = kept
    .filter(({ triggers }) => [...triggers].some(([name, text]) => there.get(name) !== toComparable(text)))
    .map((wanted) => ({ wanted, names: [...wanted.triggers.keys()] }));
  const nothing = { fill: [], triggers: new Map<string, string>() };
  return strangers.length > 0 ? [{ names: strangers, wanted: nothing }, ...wrong] : wrong;
}

const toComparable = (text: string) => text.replace(/\s+/g, ' ').replace(/;\s*$/, '').trim();

async function replace(tx: WriteTx, { names, wanted }: Wrong): Promise<void> {
  for (const name of names) await tx.execute(`drop trigger if exists "${name}"`);
  for (const statement of wanted.fill) await tx.execute(statement);
  for (const trigger of wanted.triggers.values()) await tx.execute(trigger);
}
