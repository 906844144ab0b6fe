import { createImportRunner } from '@steward/api/imports';
import { createLog } from '@steward/api/log';
import { openWorkspaceDb } from '@steward/db/client';

// A process that takes up whatever import its data folder has under way, in small chunks, until it is done
// or killed. Arguments: the data folder, rows in a chunk.
const [, , dataFolder = '', chunkRows = ''] = process.argv;
const runner = createImportRunner({ dataFolder, log: createLog('error'), chunkRows: Number(chunkRows) });
await runner.resume((workspaceId) => openWorkspaceDb({ dataFolder, workspaceId }));
process.stdout.write('running\n');
await runner.settled();
await runner.close();
process.exit(0);
