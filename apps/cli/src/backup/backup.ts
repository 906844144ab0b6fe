import { createBackup, restoreBackup } from '@steward/api/backup';
import { STEWARD_VERSION } from '@steward/core/config';
import { dataFolderOf, type Run } from '../arguments/index.ts';
import { createProgress, EXIT, formatBytes, plain } from '../output/index.ts';
import { describeWorkspaces } from './proof-lines.ts';

export const runBackup: Run = async (call, terminal) => {
  const { positionals, values, flags, isJson } = call;
  const [target = ''] = positionals;
  const progress = createProgress(terminal);
  const shared = { now: () => new Date(), onProgress: progress.show, signal: terminal.signal };
  try {
    const written = await createBackup({
      ...{ dataFolder: dataFolderOf(call, terminal), target, workspaceId: values.workspace },
      ...{ isForced: flags.force === true, stewardVersion: STEWARD_VERSION, ...shared },
    });
    const proof = flags.verify
      ? await restoreBackup({ source: written.target, dataFolder: null, ...shared })
      : null;
    progress.end();
    const { manifest, sizeBytes } = written;
    if (isJson) {
      terminal.print(
        JSON.stringify({ file: written.target, sizeBytes, isVerified: proof !== null, manifest }),
      );
      return EXIT.done;
    }
    terminal.print(`Wrote ${written.target}: ${formatBytes(sizeBytes)}, ${manifest.files.length} files.`);
    for (const { id, name, auditHead } of manifest.workspaces) {
      terminal.print(`  ${plain(name ?? id)}: up to audit record ${auditHead?.seq ?? 0}`);
    }
    for (const note of manifest.notes) terminal.complain(note);
    if (proof) for (const line of describeWorkspaces(proof.workspaces)) terminal.print(line);
    else terminal.print(`Prove it with: steward restore ${target} --check`);
    terminal.print('It holds the secret and all data: keep it like a password.');
    return EXIT.done;
  } finally {
    progress.end();
  }
};
