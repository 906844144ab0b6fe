interface HelpTerm {
  name: string;
  /** What it is, in one sentence. */
  sentence: string;
  /** The page of docs/help and the section that says how it comes about. */
  section: `${string}#${string}`;
}

/** Words of the field and figures, each with its explanation; a figure cannot be shown without one. */
export const TERMS = {
  confidence: {
    name: 'Confidence',
    sentence: 'The probability that the category named first is right, as the model judged it then.',
    section: 'confidence#confidence',
  },
  'mean-confidence': {
    name: 'Mean confidence',
    sentence: 'The mean of the confidence of all decisions of the last 30 days that have one.',
    section: 'confidence#mean-confidence',
  },
  automatic: {
    name: 'Could be automatic',
    sentence:
      'The share of decisions with a confidence of .90 or above; nothing is automatic without a rule.',
    section: 'confidence#could-be-automatic',
  },
  calibration: {
    name: 'Calibration',
    sentence: 'How a score becomes a probability of which 80 in 100 are right when it says .80.',
    section: 'confidence#calibration',
  },
  abstaining: {
    name: 'Abstaining',
    sentence:
      'The model suggests nothing, and says why: too little data, a new or mixed payee, or too unsure.',
    section: 'confidence#abstaining',
  },
  reviewed: {
    name: 'Reviewed',
    sentence: 'Decisions that a person answered and did not take back; the doubtful ones come first.',
    section: 'accuracy#reviewed',
  },
  accuracy: {
    name: 'Accuracy',
    sentence: 'Of the reviewed decisions, the share where the person gave the category named first.',
    section: 'accuracy#accuracy',
  },
  'error-rate': {
    name: 'Error rate',
    sentence: 'Of the reviewed decisions, the share where the person gave another category.',
    section: 'accuracy#error-rate',
  },
  'health-score': {
    name: 'Health score',
    sentence: 'The accuracy of the reviewed decisions times 100; it needs 45 of them in 30 days.',
    section: 'accuracy#health-score',
  },
  trend: {
    name: 'Trend',
    sentence: 'The second half of the window against the first; a difference counts when it is no chance.',
    section: 'accuracy#trend',
  },
  expected: {
    name: 'Expected and measured',
    sentence: 'Each day’s mean confidence beside the share of that day’s answers that were right.',
    section: 'accuracy#expected-and-measured',
  },
  'response-time': {
    name: 'Response time',
    sentence: 'How long the model took for one decision, from the transaction to its explanation.',
    section: 'response#response-time',
  },
  'decisions-a-day': {
    name: 'Decisions a day',
    sentence: 'Decisions of the last 30 days divided by the days that have any.',
    section: 'response#decisions-a-day',
  },
  'data-quality': {
    name: 'Data quality',
    sentence: 'Not measured yet, and therefore blank.',
    section: 'response#data-quality',
  },
  base: {
    name: 'Base',
    sentence: 'How common the category is here, against the one that came second.',
    section: 'explanations#base',
  },
  contribution: {
    name: 'Contribution',
    sentence: 'What one observation adds for the category, or takes from it; all of them make the score.',
    section: 'explanations#contribution',
  },
  score: {
    name: 'Score',
    sentence: 'Base and contributions added up: the log-odds against the category that came second.',
    section: 'explanations#score',
  },
  evidence: {
    name: 'Evidence',
    sentence: 'The labelled transactions that a contribution was counted from.',
    section: 'explanations#evidence',
  },
  'learning-sequence': {
    name: 'Learning sequence',
    sentence: 'The number of the last event that the model had learned when it decided.',
    section: 'learning#learning-sequence',
  },
  'review-order': {
    name: 'Order of review',
    sentence: 'The most valuable answer first: doubt, times money, times how many others it settles.',
    section: 'review#order',
  },
  'audit-chain': {
    name: 'Audit chain',
    sentence: 'Every record carries the hash of the one before, so that no change stays hidden.',
    section: 'audit#audit-chain',
  },
  record: {
    name: 'Record',
    sentence: 'What happened, when, by whom and about what; its number only ever grows by one.',
    section: 'audit#record',
  },
  'change-set': {
    name: 'Change set',
    sentence: 'All that one action changed in the ledger, with the values before and after.',
    section: 'imports#change-set',
  },
  outcomes: {
    name: 'Outcome',
    sentence: 'What becomes of a row: new, duplicate, or an error that is left out.',
    section: 'imports#outcomes',
  },
  duplicates: {
    name: 'Duplicate',
    sentence: 'A row that is here already, by its file, its external id, or its contents.',
    section: 'imports#duplicates',
  },
  'budget-spent': {
    name: 'Spent',
    sentence: 'What the splits of the category, and of all below it, add up to in this period.',
    section: 'budgets#what-counts',
  },
  'rolled-over': {
    name: 'Rolled over',
    sentence: 'All that was budgeted in earlier periods, less all that was spent in them.',
    section: 'budgets#rolling-over',
  },
  pace: {
    name: 'Pace',
    sentence: 'What is spent, against what would be spent by today if every day took the same.',
    section: 'budgets#pace',
  },
} as const satisfies Record<string, HelpTerm>;

export type TermId = keyof typeof TERMS;

/** Where the section stands that says how a term comes about. */
export function hrefOfTerm(id: TermId): string {
  const [page, section] = TERMS[id].section.split('#');
  return `/help/${page}#${section}`;
}
