export { EXIT, EXITS, type ExitCode, type ExitName } from './exit.ts';
export { paint } from './colour.ts';
export { createProgress, type ProgressBar } from './progress.ts';
export { processTerminal } from './process-terminal.ts';
export { recordTerminal } from './recorded-terminal.ts';
export { alignColumns, formatBytes, plain } from './table.ts';
export type { Terminal } from './terminal.ts';
