import { restoreBackup } from '@steward/api/backup';
import { dataFolderOf, type Run } from '../arguments/index.ts';
import { createProgress, EXIT, formatBytes } from '../output/index.ts';
import { describeWorkspaces } from './proof-lines.ts';

export const runRestore: Run = async (call, terminal) => {
  const { positionals, flags, isJson } = call;
  const [source = ''] = positionals;
  const progress = createProgress(terminal);
  try {
    const report = await restoreBackup({
      ...{ source, dataFolder: flags.check ? null : dataFolderOf(call, terminal) },
      ...{ isForced: flags.force === true, now: () => new Date() },
      ...{ onProgress: progress.show, signal: terminal.signal },
    });
    progress.end();
    if (isJson) {
      terminal.print(JSON.stringify(report));
      return EXIT.done;
    }
    const { files, sizeBytes, createdAt, folder, movedAside } = report;
    terminal.print(
      `Proved ${source} of ${createdAt}: ${files} files, ${formatBytes(sizeBytes)}, every size and hash as written.`,
    );
    for (const line of describeWorkspaces(report.workspaces)) terminal.print(line);
    for (const note of report.notes) terminal.complain(note);
    if (flags.check) terminal.print('It can be restored. Nothing was changed.');
    else terminal.print(`Restored into ${folder}. Start Steward on it with STEWARD_DATA=${folder}`);
    if (movedAside !== null) terminal.print(`What was there lies in ${movedAside}`);
    return EXIT.done;
  } finally {
    progress.end();
  }
};
