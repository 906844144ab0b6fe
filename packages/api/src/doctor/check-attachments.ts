import { ok, problem, type Finding } from '@steward/core/doctor';
import { readKeptFiles, type ReadOnlyFile } from '@steward/db/backup';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { attachmentPath, listStored } from '../attachments/index.ts';

interface AttachmentCheck {
  dataFolder: string;
  workspaceId: string;
  file: ReadOnlyFile;
  signal: AbortSignal;
}

/** Every file that an attachment has, or an undo could bring back, is there with the bytes that were added. */
export async function checkAttachments(checking: AttachmentCheck): Promise<Finding[]> {
  const { dataFolder, workspaceId, file, signal } = checking;
  const folder = { dataFolder, workspaceId };
  const kept = await file.read(readKeptFiles);
  const findings: Finding[] = [];
  for (const { sha256, name } of kept) {
    signal.throwIfAborted();
    const path = attachmentPath(folder, sha256);
    const found = await hashOf(path);
    if (found === null) findings.push(lost(name, path));
    else if (found !== sha256) findings.push(damaged(name, path));
  }
  const known = new Set(kept.map(({ sha256 }) => sha256));
  const stray = (await listStored(folder)).filter((name) => !known.has(name));
  if (stray.length > 0) findings.push(strayFiles(workspaceId, stray.length));
  if (findings.length > 0) return findings;
  return kept.length === 0
    ? []
    : [ok('attachments', `All ${kept.length} attached files of ${workspaceId} are whole`)];
}

/** null where there is no file, or none that can be read. */
async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

function lost(name: string, path: string): Finding {
  return problem({
    ...{ check: 'attachments', level: 'bad', found: `The attached file ${name} is missing: ${path}` },
    meaning: 'It cannot be opened any more; which transaction had it is still known.',
    advice: 'Restore it from a backup, or attach the same file again.',
  });
}

function damaged(name: string, path: string): Finding {
  return problem({
    ...{ check: 'attachments', level: 'bad', found: `The attached file ${name} is damaged: ${path}` },
    meaning: 'Its bytes are not those that were added, so that Steward does not hand it out.',
    advice: 'Restore it from a backup, or attach the same file again. Look at the disk: it may be failing.',
  });
}

function strayFiles(workspaceId: string, n: number): Finding {
  return problem({
    ...{ check: 'attachments', level: 'info', found: `${n} files of ${workspaceId} belong to no attachment` },
    meaning: 'An upload broke off at its very end.',
    advice: 'Nothing: they go when files are attached again.',
  });
}
