import { judgeMode, ok, problem, type Finding } from '@steward/core/doctor';
import { access, constants, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Below this a secret is refused at the start. */
const SHORTEST_SECRET = 32;
/** A write-ahead log of this size is not being copied back. */
const LARGEST_LOG = 512e6;

/** Owner, permissions and stray files of the data folder. */
export async function checkFolder(dataFolder: string): Promise<Finding[]> {
  const { mode, uid } = await stat(dataFolder);
  return [
    judgeMode({
      ...{ check: 'folder_mode', path: dataFolder, mode, wanted: 0o700 },
      harm: 'can enter the data folder',
    }),
    await checkOwner(dataFolder, uid),
    ...(await checkSecret(join(dataFolder, 'secret'))),
    ...(await checkStrayFiles(dataFolder)),
  ];
}

async function checkOwner(dataFolder: string, uid: number): Promise<Finding> {
  const check = 'folder_owner';
  const self = process.getuid?.();
  try {
    await access(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return problem({
      ...{
        check,
        level: 'bad',
        found: `${dataFolder} belongs to user ${uid} and is not writable for user ${self}`,
      },
      meaning: 'Steward could not write its databases as this user.',
      advice: `Run as user ${uid}, or change the owner: chown -R ${self} ${dataFolder}`,
    });
  }
  if (self === undefined || self === uid) return ok(check, `${dataFolder} belongs to user ${uid}, who asks`);
  return problem({
    ...{ check, level: 'warn', found: `${dataFolder} belongs to user ${uid}, but user ${self} asks` },
    meaning: 'Files that this user makes there, the server may not be able to write.',
    advice: `Run Steward and this command as user ${uid}.`,
  });
}

async function checkSecret(path: string): Promise<Finding[]> {
  const check = 'secret';
  const found = await stat(path).catch(() => null);
  if (found === null) {
    return [
      problem({
        ...{ check, level: 'warn', found: `${path} is missing` },
        meaning: 'A new secret is made at the next start: all sessions end.',
        advice: 'Restore it from a backup if the sessions matter; else start Steward.',
      }),
    ];
  }
  const mode = judgeMode({
    ...{ check, path, mode: found.mode, wanted: 0o600 },
    harm: 'can read the secret and forge sessions',
  });
  const secret = await readFile(path, 'utf8').catch(() => null);
  if (secret === null || secret.trim().length >= SHORTEST_SECRET) return [mode];
  const short = problem({
    ...{ check, level: 'bad', found: `${path} holds fewer than ${SHORTEST_SECRET} characters` },
    meaning: 'Steward does not start with it.',
    advice: 'Restore it from a backup, or delete it: all sessions then end.',
  });
  return [mode, short];
}

async function checkStrayFiles(dataFolder: string): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const folder of [dataFolder, join(dataFolder, 'workspaces')]) {
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const { mode, size } = await stat(path);
      if (name.endsWith('.db')) {
        findings.push(judgeFile(path, mode));
      } else if (name.endsWith('-wal') && size > LARGEST_LOG) {
        findings.push(largeLog(path, size));
      } else if (name.endsWith('.before-migration')) {
        findings.push(brokenMigration(path));
      }
    }
  }
  return findings.filter(({ level }) => level !== 'ok');
}

/** The folder keeps others out; a file that does not is only a second lock that is open. */
function judgeFile(path: string, mode: number): Finding {
  const finding = judgeMode({
    ...{ check: 'file_mode', path, mode, wanted: 0o600 },
    harm: 'could read this database if they could enter the folder',
  });
  return finding;
}

function largeLog(path: string, size: number): Finding {
  return problem({
    ...{ check: 'write_ahead_log', level: 'warn', found: `${path} has ${Math.round(size / 1e6)} MB` },
    meaning: 'What was written is not copied back into the database: something reads it without end.',
    advice: 'Restart Steward, and end other programs that have the file open.',
  });
}

function brokenMigration(path: string): Finding {
  return problem({
    ...{ check: 'migration', level: 'warn', found: `${path} was left by a migration that did not end` },
    meaning: 'An update stopped half-way; the database itself is as it was before.',
    advice: 'Start Steward again and read its first lines. When it runs, delete this copy.',
  });
}
