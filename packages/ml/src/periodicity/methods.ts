import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Habits',
    functions: ['habitLogProbabilities'],
    tells:
      'How well a mere habit explains when things happen, whatever habit fits best: what regularity is held against.',
    definition:
      'log of p0 for the day of the one before, else (1 - p0) (S(g - 1/2) - S(g + 1/2)) / S(1/2); S Erlang of shape 1, 2, 4 or 9 with the mean of the gaps, or (1 + x / b)^-a, a 1 or 2, with their median; plus the log share of weekends or workdays',
    source: 'D. R. Cox (1962), Renewal theory; the family and its bound are our own',
    cost: 'time O(n log n), memory O(n)',
    example: 'habitLogProbabilities([0, 3, 4, 10, 12])',
  },
  {
    title: 'Evidence of a rhythm',
    functions: ['rhythmEvidence'],
    tells:
      'How much likelier days are if things are due at fixed times than by the best habit, as the log of an e-value, and which rhythm it is.',
    definition:
      'sum over rhythms of prior x mean over (t, r, q) of the product of (1 - r) (1 - q) q^left t^|d| / N(t) over what was due and of r over what came between, each against the habit',
    source:
      'L. Wasserman, A. Ramdas and S. Balakrishnan (2020), PNAS 117; V. Vovk and R. Wang (2021), Annals of Statistics 49; the model is our own',
    cost: 'time O(n rhythms), memory O(n rhythms)',
    example:
      "rhythmEvidence([0, 7, 14, 21], [{ name: 'weekly', prior: 0.5, period: 7, tolerance: 2, slots: [-7, 0, 7, 14, 21, 28] }]).logEvidence",
  },
  {
    title: 'Streams among sized things',
    functions: ['findStreams'],
    tells:
      'The regular ones among things of several sizes: subscriptions, bills that vary, purchases between them.',
    definition:
      'the parting of the sizes, of five from the same to any, whose parts have the most evidence: argmax of the sum of max(0, log E)',
    source: 'our own',
    cost: 'time O(n rhythms) for each of five partings, memory O(n)',
    example:
      "findStreams([0, 7, 14, 21, 28].map((day) => ({ day, size: 9.99 })), () => [{ name: 'weekly', prior: 0.5, period: 7, tolerance: 2, slots: [-7, 0, 7, 14, 21, 28, 35] }]).streams.map((stream) => stream.members)",
  },
];
