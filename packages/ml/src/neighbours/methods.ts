import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Nearest neighbours',
    functions: [
      ...['fitNeighbourClasses', 'predictNeighbourClasses', 'fitNeighbourMean', 'predictNeighbourMean'],
      'checkNeighbours',
    ],
    tells: 'What the most similar rows of the training were: shares of classes, or the mean of a number.',
    definition:
      'distance^2 = sum ((a - b) / standard deviation)^2 + words that differ; each of the nearest counts its weight, or weight / distance',
    source: 'T. M. Cover and P. E. Hart (1967), IEEE Transactions on Information Theory 13',
    cost: 'time O(cells) to fit, O(rows columns) a row; memory O(cells)',
    example:
      "predictNeighbourMean(fitNeighbourMean({ features: createTable([{ kind: 'number', name: 'x', values: Float64Array.of(1, 2, 3, 4) }]), target: { kind: 'number', name: 'y', values: Float64Array.of(1, 3, 2, 9) } }, { neighbours: 2 }), Float64Array.of(5))",
  },
];
