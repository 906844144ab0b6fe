import { resolve } from 'node:path';
import type { Terminal } from '../output/index.ts';
import type { Call } from './command.ts';

/** The data folder that a call means, absolute. */
export function dataFolderOf(
  { values }: Pick<Call, 'values'>,
  { environment }: Pick<Terminal, 'environment'>,
): string {
  return resolve(values.data ?? (environment.STEWARD_DATA || './data'));
}
