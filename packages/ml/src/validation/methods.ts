import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Folds by time',
    functions: ['splitByTime'],
    tells:
      'Rows to learn from and rows to judge by, the latter always later: expanding or rolling, with a gap.',
    definition: 'block i + 1 of folds + 1 judges what rows before its start, less the gap, taught',
    source:
      'L. J. Tashman (2000), International Journal of Forecasting 16; M. Lopez de Prado (2018), section 7.4',
    cost: 'time O(n log n + folds n), memory O(folds n)',
    example: 'splitByTime([1, 2, 3, 4, 5, 6], { folds: 2, gap: 1 })',
  },
  {
    title: 'Folds by group and by label',
    functions: ['splitByGroup', 'splitStratified'],
    tells: 'Folds where no group is on both sides, and folds where every label has the same share.',
    definition: 'the largest group to the smallest fold; the rows of each label to one fold after the other',
    source: 'R. Kohavi (1995), IJCAI; our own for groups',
    cost: 'time O(n + groups log groups), memory O(folds n)',
    example: "splitByGroup(['a', 'a', 'b', 'c'], { folds: 2, seed: 1 })",
  },
  {
    title: 'Guard against leakage',
    functions: ['refuseLeakage'],
    tells: 'Refuses a table with a value that was not yet known when its row is to be predicted.',
    definition: 'known at <= predicted at, for each value that is there',
    source: 'S. Kaufman, S. Rosset and C. Perlich (2012), ACM TKDD 6(4)',
    cost: 'time O(cells), memory O(1)',
    example:
      "String(refuseLeakage(createTable([{ kind: 'number', name: 'x', values: Float64Array.of(3), knownAt: Float64Array.of(10) }]), [20]))",
  },
  {
    title: 'Permutation importance',
    functions: ['permutationImportance'],
    tells: 'How much larger the mean loss of any estimator becomes where a column is shuffled.',
    definition:
      'mean over rows and repeats of loss shuffled - loss; +- t s / sqrt n, s of what a row adds by the value it gets and gives',
    source:
      'L. Breiman (2001), Machine Learning 45; A. Fisher, C. Rudin and F. Dominici (2019), JMLR 20(177); W. Hoeffding (1948), Annals of Mathematical Statistics 19',
    cost: 'time O(columns repeats cost of the losses), memory O(rows)',
    example:
      "permutationImportance(createTable([{ kind: 'number', name: 'x', values: Float64Array.of(1, 2, 3, 4) }]), { seed: 1, repeats: 2, lossesOf: (table) => table.columns[0].values.map((x, row) => (x - row - 1) ** 2) })",
  },
  {
    title: 'Importance by explanations',
    functions: ['shapImportance'],
    tells: 'How much each column moves the scores of a model that can be taken apart.',
    definition: 'mean over rows of |term|; +- t s / sqrt n',
    source: 'S. M. Lundberg et al. (2020), Nature Machine Intelligence 2, 56-67',
    cost: 'time O(rows cost of an explanation), memory O(columns)',
    example:
      "shapImportance(createTable([{ kind: 'number', name: 'x', values: Float64Array.of(1, 2, 6) }]), { schema: [{ kind: 'number', name: 'x' }], explain: (row) => ({ terms: [2 * (row[0] - 3)] }) })",
  },
  {
    title: 'Stability of importances',
    functions: ['importanceStability'],
    tells: 'Whether importances stay what they are over resamples or over time.',
    definition:
      'mean Spearman correlation and mean overlap of the largest over pairs of rounds; intervals by the jackknife',
    source:
      'A. Kalousis, J. Prados and M. Hilario (2007), Knowledge and Information Systems 12; B. Efron and C. Stein (1981), Annals of Statistics 9',
    cost: 'time O(rounds^3 + rounds^2 columns log columns), memory O(rounds^2)',
    example: 'importanceStability([[3, 2, 1, 0], [3, 1, 2, 0], [2, 3, 1, 0]], { top: 2 })',
  },
];
