import type { Command } from '../arguments/index.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'find what is wrong with an installation, and say what to do',
  description: [
    'Looks at the machine (Node, disk, clock, settings), the data folder (owner, permissions, files), every database (integrity, migrations), the audit chains, the imports and the model of each workspace, and at who answers on the port. For each it says what was looked at, what it means and what to do. It changes nothing.',
    'It can run while Steward does, as a user who may read the data folder.',
  ],
  options: [
    { name: 'port', value: 'PORT', summary: 'where Steward listens or is to listen; else PORT, else 3000' },
    { name: 'all', summary: 'verify every record of every chain; else the newest 1000 of each' },
  ],
  worksOn: 'folder',
  exits: ['differs', 'stopped'],
  examples: [
    { line: 'steward doctor --data data', meaning: 'before and after an update' },
    { line: 'steward doctor --data data --all --json', meaning: 'each week, for a monitor' },
  ],
  load: async () => (await import('./doctor.ts')).runDoctor,
};
