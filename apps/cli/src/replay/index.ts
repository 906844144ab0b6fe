import type { Command } from '../arguments/index.ts';

export const replayCommand: Command = {
  name: 'replay',
  summary: 'recompute past decisions and compare them bit for bit',
  description: [
    'Each of the newest decisions is made again by the model as it was at its learning sequence; prediction, confidence and score must be the same bits. Decisions of another model version, or whose features were erased, are left out and counted.',
  ],
  options: [
    { name: 'last', value: 'COUNT', summary: 'how many of the newest decisions, 1 to 10000; else 1000' },
  ],
  worksOn: 'server',
  exits: ['differs'],
  examples: [{ line: 'steward replay --last 200', meaning: 'are the last 200 decisions reproducible?' }],
  load: async () => (await import('./replay.ts')).runReplay,
};
