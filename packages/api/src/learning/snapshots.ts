import {
  CATEGORISER_VERSION,
  decodeCategoriser,
  encodeCategoriser,
  type Categoriser,
} from '@steward/ml/categoriser';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Snapshots kept of a workspace: the newest for speed, older ones for labels that are taken back. */
const KEPT = 4;
const NAME = /^(?<version>[\d.]+)-(?<seq>\d+)\.model$/;

export interface SnapshotPlace {
  dataFolder: string;
  workspaceId: string;
}

function folderOf({ dataFolder, workspaceId }: SnapshotPlace): string {
  return join(dataFolder, 'models', workspaceId);
}

/** Deletes all snapshots of a workspace. */
export function deleteSnapshots(place: SnapshotPlace): void {
  rmSync(folderOf(place), { recursive: true, force: true });
}

/** Sequences that have a snapshot of this version, newest first. */
export function listSnapshots(place: SnapshotPlace): number[] {
  let names: string[];
  try {
    names = readdirSync(folderOf(place));
  } catch {
    return [];
  }
  return names
    .flatMap((name) => {
      const match = NAME.exec(name)?.groups;
      return match?.version === CATEGORISER_VERSION ? [Number(match.seq)] : [];
    })
    .sort((a, b) => b - a);
}

/** A snapshot's model, or null when it cannot be read: it is a cache, the events are the truth. */
export function readSnapshot(place: SnapshotPlace, seq: number): Categoriser | null {
  try {
    const bytes = readFileSync(join(folderOf(place), `${CATEGORISER_VERSION}-${seq}.model`));
    return decodeCategoriser(inflateRawSync(bytes));
  } catch {
    return null;
  }
}

/** Writes a snapshot whole or not at all, and drops the oldest beyond those kept. */
export function writeSnapshot(place: SnapshotPlace, seq: number, categoriser: Categoriser): void {
  const folder = folderOf(place);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${CATEGORISER_VERSION}-${seq}.model`);
  const partial = `${path}.${process.pid}.partial`;
  writeFileSync(partial, deflateRawSync(encodeCategoriser(categoriser), { level: 1 }));
  renameSync(partial, path);
  for (const old of listSnapshots(place).slice(KEPT)) {
    rmSync(join(folder, `${CATEGORISER_VERSION}-${old}.model`), { force: true });
  }
}
