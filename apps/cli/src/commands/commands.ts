import { accessCommands } from '../access/index.ts';
import type { Command } from '../arguments/index.ts';
import { auditCommands } from '../audit/index.ts';
import { backupCommands } from '../backup/index.ts';
import { decideCommand } from '../decisions/index.ts';
import { doctorCommand } from '../doctor/index.ts';
import { evaluateCommand } from '../evaluate/index.ts';
import { feedbackCommand } from '../feedback/index.ts';
import { importCommand } from '../imports/index.ts';
import { ledgerCommands } from '../ledger/index.ts';
import { manualCommands } from '../manual/index.ts';
import { replayCommand } from '../replay/index.ts';
import { reviewCommands } from '../review/index.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  ...accessCommands,
  importCommand,
  decideCommand,
  feedbackCommand,
  ...reviewCommands,
  ...ledgerCommands,
  ...auditCommands,
  evaluateCommand,
  replayCommand,
  ...backupCommands,
  doctorCommand,
  ...manualCommands,
];
