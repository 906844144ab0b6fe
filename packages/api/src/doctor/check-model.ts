import { ok, problem, type Finding } from '@steward/core/doctor';
import type { ReadOnlyFile } from '@steward/db/backup';
import { readLearningHead } from '@steward/db/learning';
import { listSnapshots, readSnapshot } from '../learning/index.ts';

/** Folding so many events takes a second or more. */
const MANY_EVENTS = 50_000;

interface ModelCheck {
  dataFolder: string;
  workspaceId: string;
  file: ReadOnlyFile;
}

/** Snapshots of the model: a cache, but a wrong one would predict wrongly. */
export async function checkModel({ dataFolder, workspaceId, file }: ModelCheck): Promise<Finding[]> {
  const check = 'model';
  const head = await file.read(readLearningHead);
  const place = { dataFolder, workspaceId };
  const snapshots = listSnapshots(place);
  const [newest = 0] = snapshots;
  if (newest > head) return [ofAnotherLedger(workspaceId, newest, head)];
  const unreadable = snapshots.filter((seq) => readSnapshot(place, seq) === null);
  const behind = head - newest;
  if (unreadable.length > 0) {
    return [
      problem({
        ...{
          check,
          level: 'warn',
          found: `Snapshots of ${workspaceId} cannot be read: ${unreadable.join(', ')}`,
        },
        meaning: 'They are a cache: the model is made anew from its events, which takes longer.',
        advice: `Delete the folder models/${workspaceId} in the data folder.`,
      }),
    ];
  }
  if (behind < MANY_EVENTS)
    return [
      ok(check, `${behind} of ${head} learning events of ${workspaceId} are after its newest snapshot`),
    ];
  return [
    problem({
      ...{
        check,
        level: 'info',
        found: `${behind} learning events of ${workspaceId} are after its newest snapshot`,
      },
      meaning: 'The first decision after a start folds them all, which takes seconds.',
      advice: 'Nothing: the next decision that learns writes a snapshot.',
    }),
  ];
}

function ofAnotherLedger(workspaceId: string, newest: number, head: number): Finding {
  return problem({
    check: 'model',
    level: 'bad',
    found: `A snapshot of ${workspaceId} holds ${newest} learning events, but there are ${head}`,
    meaning:
      'The database was replaced by an older one without its snapshots: once it has as many events, predictions would come from labels that are not there.',
    advice: `Stop Steward and delete the folder models/${workspaceId} in the data folder.`,
  });
}
