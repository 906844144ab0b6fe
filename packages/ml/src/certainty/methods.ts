import type { Method } from '../methods/index.ts';

export const methods: readonly Method[] = [
  {
    title: 'Certified threshold',
    functions: ['certifyThreshold', 'labelsNeeded'],
    tells:
      'The lowest confidence from which on decisions may be made unseen, at most so many of them wrong with probability 1 - risk; or how many labels are missing.',
    definition:
      'sets of the most confident labels, each 15 % larger, while P(X <= wrong) <= risk, X binomial of n and the bound',
    source:
      'A. N. Angelopoulos, S. Bates, E. J. Candès, M. I. Jordan and L. Lei (2021), Learn then test, arXiv:2110.01052',
    cost: 'time O(n log n), memory O(n)',
    example:
      'certifyThreshold(Array.from({ length: 60 }, (_, index) => ({ confidence: 1 - index / 100, isRight: true })), { maxWrong: 0.05, risk: 0.1 })',
  },
  {
    title: 'Certified threshold for losses',
    functions: ['certifyLossThreshold'],
    tells:
      'The same for amounts at stake, and for labels that stand for several decisions; over all decisions or over those that are made unseen.',
    definition: 'mean over bets b of prod (1 + b weight (bound - loss) / scale) >= 1 / risk',
    source:
      'I. Waudby-Smith and A. Ramdas (2024), JRSS B 86; A. N. Angelopoulos et al. (2021), arXiv:2110.01052',
    cost: 'time O(60 n), memory O(n)',
    example:
      'certifyLossThreshold(Array.from({ length: 400 }, (_, index) => ({ confidence: 1 - index / 1000, isRight: true, stake: 20 })), { maxLoss: 2, risk: 0.1, maxStake: 100 })',
  },
  {
    title: 'Automation',
    functions: ['createAutomation', 'decideAutomatic', 'foldLabel', 'renewCertificate'],
    tells:
      'Whether a decision may be made unseen, as labels come: certificate, controller, breaker, quarantine, exposure. Each can only say no.',
    definition: 'see the functions; measured on three ledgers by `npm run bench -- certified`',
    source: 'our own; breaker: E. S. Page (1954), Biometrika 41',
    cost: 'time O(1) a decision and a label, O(window log window) a day; memory O(window + payees)',
    example: "decideAutomatic(createAutomation({ maxWrong: 0.05 }), { confidence: 0.99, payee: 'Tesco' })",
  },
];
