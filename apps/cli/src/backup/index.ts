import type { Command } from '../arguments/index.ts';

export const backupCommands: Command[] = [
  {
    name: 'backup',
    summary: 'write the data folder into one file, while Steward runs',
    description: [
      'Writes the control database, every workspace’s database, the uploaded files that unfinished imports need, and the server’s secret into one file. Steward may run and write meanwhile: each database is copied as it is at one moment, and nobody waits for it.',
      'The file holds everything, the secret that signs sessions among it, and is readable by you only: keep it like a password. It is a tar of zstd files with a manifest of sizes, hashes and the head of each audit chain; steward restore checks all of them. Snapshots of models are left out: they are made anew from the workspace’s file.',
      'Must run as a user who may read the data folder, on the machine that holds it.',
    ],
    arguments: [{ name: 'FILE', summary: 'the file to write, outside of the data folder', offers: 'files' }],
    options: [
      { name: 'workspace', value: 'ID', summary: 'only this workspace, to be put back into its own folder' },
      { name: 'verify', summary: 'prove at once that the file can be restored' },
      { name: 'force', summary: 'replace a file that is there' },
    ],
    worksOn: 'folder',
    exits: ['differs', 'stopped'],
    examples: [
      { line: 'steward backup --data data steward.backup', meaning: 'all of it' },
      {
        line: 'steward backup --data data --verify /mnt/backup/tonight.steward --force',
        meaning: 'each night',
      },
    ],
    load: async () => (await import('./backup.ts')).runBackup,
  },
  {
    name: 'restore',
    summary: 'restore a backup and prove that it is whole',
    description: [
      'Unpacks the file beside the folder and proves it there: the size and hash of every file, the integrity of every database, and every audit chain from its first record to the head that the backup names. Files of an older Steward are brought up to date, those of a newer one are refused. Only then does the folder come into place; whatever goes wrong before, nothing is changed.',
      'A folder that is not empty is refused, unless --force moves it aside. Steward must not run on it.',
    ],
    arguments: [{ name: 'FILE', summary: 'a file that steward backup wrote', offers: 'files' }],
    options: [
      { name: 'check', summary: 'only prove that it could be restored; nothing is kept' },
      { name: 'force', summary: 'move what is in the way aside' },
    ],
    worksOn: 'folder',
    exits: ['differs', 'stopped'],
    examples: [
      { line: 'steward restore steward.backup --data new-data', meaning: 'into a new folder' },
      { line: 'steward restore steward.backup --check', meaning: 'is the backup good?' },
    ],
    load: async () => (await import('./restore.ts')).runRestore,
  },
];
