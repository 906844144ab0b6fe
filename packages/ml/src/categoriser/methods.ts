import type { Method } from '../methods/index.ts';

const ROW = "{ payee: 'Tesco', memo: '', amount: -500, date: '2026-01-01', context: {} }";
const LEARNED = `fold(createCategoriser({ contextColumns: [] }), [{ type: 'label_seen', row: ${ROW}, label: 'Food' }])`;

export const methods: readonly Method[] = [
  {
    title: 'Learning',
    functions: ['addContextColumn', 'createCategoriser', 'fold', 'learn', 'mergeLabels', 'removeLabel'],
    tells:
      'An online model that predicts, then learns the true label. The same events in the same order give the same model, bit for bit.',
    definition:
      'score = bias + w ln(rate) + sum over contexts of weight ln(1 + count / (.8 rate)); weights by AdaGrad; with experts also w ln p of softmax regression on the text and of attention over like rows',
    source: 'our own: docs/adr/0002-online-categoriser.md',
    cost: 'time O(contexts) a label, memory fixed by maxSlotsLog2, 22 MB more with experts',
    example: `${LEARNED}.learned`,
  },
  {
    title: 'Labels that come late',
    functions: ['learnLate'],
    tells:
      'A confidence is calibrated by what was said when the row was predicted. Learned as if at once, a statement that is labelled line by line makes the model too sure of the next one.',
    definition:
      'the step of the calibration is taken at the inputs that the judgement keeps; everything else is learned as by learn',
    source: 'our own: docs/adr/0022-confidence-from-what-was-said.md',
    cost: 'time O(contexts) a label, memory 14 numbers a prediction, 18 with experts',
    example: `learnLate(createCategoriser({ contextColumns: [] }), { row: ${ROW}, label: 'Food' })`,
  },
  {
    title: 'Predicting and explaining',
    functions: ['explain', 'predict', 'predictAndExplain'],
    tells: 'The label with its calibrated confidence; the terms that its score is the sum of, exactly.',
    definition: 'score = z(label) - z(rival) = base + sum of terms',
    source: 'our own: docs/adr/0002-online-categoriser.md',
    cost: 'time O(contexts), memory O(candidates)',
    example: `predict(${LEARNED}, ${ROW}).label`,
  },
  {
    title: 'Taking a label back',
    functions: ['createJournal', 'learnRevocably', 'withdraw'],
    tells: 'The model is then the one that never learned it, bit for bit.',
    definition: 'rolled back by what the journal kept, then the later labels learned again',
    source: 'our own: docs/adr/0002-online-categoriser.md',
    cost: 'time O(steps back contexts), memory about 20 kB an entry',
    example: 'withdraw(createCategoriser({ contextColumns: [] }), createJournal(), 1)',
  },
  {
    title: 'The model as bytes',
    functions: ['decodeCategoriser', 'encodeCategoriser', 'measureCategoriser'],
    tells: 'Equal models give equal bytes, on every machine.',
    definition: 'lengths, a JSON head, then the arrays, little-endian',
    source: 'our own',
    cost: 'time O(model), memory O(model)',
    example: `decodeCategoriser(encodeCategoriser(${LEARNED})).learned`,
  },
];
