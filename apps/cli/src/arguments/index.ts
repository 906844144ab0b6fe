export { optionsOf, synopsisOf, type Call, type Command, type Option, type Run } from './command.ts';
export { dataFolderOf } from './data-folder.ts';
export { findCommand, readCall } from './read-call.ts';
export { nearest } from './nearest.ts';
export { UsageError } from './usage-error.ts';
