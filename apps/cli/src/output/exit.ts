/** How a command ends. One table for the programs, their help and their documentation. */
export const EXITS = {
  done: { code: 0, meaning: 'done, and all is well' },
  failed: { code: 1, meaning: 'it was refused or failed; the error output says why' },
  usage: { code: 2, meaning: 'called wrongly: an unknown command, option or value' },
  unreachable: { code: 3, meaning: 'no Steward answers at the address, or it is not ready' },
  forbidden: { code: 4, meaning: 'not signed in, or the role may not do this' },
  differs: { code: 5, meaning: 'verification failed: something is damaged, differs or is wrong' },
  stopped: { code: 130, meaning: 'stopped from the keyboard; nothing half done is left' },
} as const;

export type ExitName = keyof typeof EXITS;
export type ExitCode = (typeof EXITS)[ExitName]['code'];

/** The exit codes by name. */
export const EXIT = Object.fromEntries(Object.entries(EXITS).map(([name, { code }]) => [name, code])) as {
  [N in ExitName]: (typeof EXITS)[N]['code'];
};
