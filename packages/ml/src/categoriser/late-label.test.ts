import { describe, expect, test } from 'vitest';
import {
  createCategoriser,
  createJournal,
  encodeCategoriser,
  learn,
  learnLate,
  learnRevocably,
  mergeLabels,
  predict,
  withdraw,
  type Categoriser,
  type CategoriserRow,
  type Judgement,
  type LateLabel,
} from './index.ts';

const row = (payee: string, date: string, amount = -1000): CategoriserRow => ({
  ...{ payee, memo: '', amount, date, context: { card: 'one' } },
});

/** Statements of five lines, all of one label, which is another from statement to statement as chance has it. */
function statements(count: number): { row: CategoriserRow; label: string }[][] {
  let state = 7;
  return Array.from({ length: count }, (_, statement) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const label = state >>> 31 ? 'Travel' : 'Training';
    return Array.from({ length: 5 }, (_line, line) => {
      const at = statement * 5 + line;
      const date = new Date(Date.UTC(2015, 0, 1 + at)).toISOString().slice(0, 10);
      return { row: row('Agency', date, -1000 - 37 * at), label };
    });
  });
}

function judgementOf(model: Categoriser, asked: CategoriserRow): Judgement {
  const said = predict(model, asked, { withJudgement: true });
  if (said.status !== 'predicted' || !said.judgement) throw new Error(said.status);
  return said.judgement;
}

/** Predicts a statement's lines, then learns them; of the second half, how sure it was and how often right. */
function liveThrough(model: Categoriser, isLate: boolean) {
  const all = statements(400);
  let [confidence, right, n] = [0, 0, 0];
  all.forEach((lines, index) => {
    const said = lines.map((line) => predict(model, line.row, { withJudgement: isLate }));
    lines.forEach((line, at) => {
      const one = said[at];
      if (one?.status !== 'predicted') return learn(model, line.row, line.label);
      if (index >= all.length / 2) {
        confidence += one.confidence;
        right += one.label === line.label ? 1 : 0;
        n += 1;
      }
      return learnLate(model, { ...line, judgement: one.judgement });
    });
  });
  return { confidence: confidence / n, right: right / n };
}

describe.each([false, true])('labels that come late, with experts: %s', (withExperts) => {
  const create = () => createCategoriser({ contextColumns: ['card'], withExperts });
  const bytes = (model: Categoriser) => Buffer.from(encodeCategoriser(model));
  const taught = () => {
    const model = create();
    for (const line of statements(20).flat()) learn(model, line.row, line.label);
    return model;
  };
  const asked = row('Agency', '2025-03-01');

  test('of statements that are labelled line by line, confidence is what was said to be right, not what would be said by then', () => {
    const late = liveThrough(create(), true);
    expect(Math.abs(late.confidence - late.right)).toBeLessThan(0.05);
    const atOnce = liveThrough(create(), false);
    expect(atOnce.confidence - atOnce.right).toBeGreaterThan(0.3);
  });

  test('of the row itself the same is learned', () => {
    const [late, atOnce] = [taught(), taught()];
    const judgement = judgementOf(late, asked);
    for (const model of [late, atOnce]) learn(model, row('Agency', '2025-02-28'), 'Travel');
    learnLate(late, { row: asked, label: 'Travel', judgement });
    learnLate(atOnce, { row: asked, label: 'Travel' });
    const [a, b] = [late, atOnce].map((model) => predict(model, row('Agency', '2025-03-02')));
    expect(a).toMatchObject({ status: 'predicted' });
    expect({ ...a, confidence: 0 }).toEqual({ ...b, confidence: 0 });
    expect(bytes(late).equals(bytes(atOnce))).toBe(false);
  });

  test('a judgement is said only where it is asked for, and is plain data', () => {
    const model = taught();
    const { judgement, ...rest } = predict(model, asked, { withJudgement: true }) as { judgement: Judgement };
    expect(rest).toEqual(predict(model, asked));
    expect(judgement.inputs).toHaveLength(withExperts ? 18 : 14);
    const told = (said: Judgement) => {
      const learner = taught();
      learnLate(learner, { row: asked, label: 'Travel', judgement: said });
      return bytes(learner);
    };
    expect(told(JSON.parse(JSON.stringify(judgement)) as Judgement).equals(told(judgement))).toBe(true);
    expect(predict(create(), asked, { withJudgement: true })).toEqual({ status: 'no_labels' });
  });

  test('a label that was said and merged into the true one since was right', () => {
    const confidenceAfter = (truth: string) => {
      const model = taught();
      const judgement = judgementOf(model, asked);
      mergeLabels(model, judgement.label, 'Trips');
      for (let turn = 0; turn < 20; turn++) learnLate(model, { row: asked, label: truth, judgement });
      const said = predict(model, row('Agency', '2025-03-02'));
      return said.status === 'predicted' ? said.confidence : 0;
    };
    expect(confidenceAfter('Trips')).toBeGreaterThan(confidenceAfter('Meals'));
  });

  test('taken back, the model is the one that never learned it, bit for bit', () => {
    const [model, never, journal] = [taught(), taught(), createJournal()];
    const others = row('Another', '2025-02-27');
    const events: LateLabel[] = [
      { row: asked, label: 'Travel', judgement: judgementOf(model, asked) },
      { row: others, label: 'Meals', judgement: judgementOf(model, others) },
    ];
    for (const event of events) learnRevocably(model, event, journal);
    expect(withdraw(model, journal, 2)).toBe(true);
    learnLate(never, events[1] ?? { row: others, label: 'Meals' });
    expect(bytes(model).equals(bytes(never))).toBe(true);
    expect(withdraw(model, journal, 1)).toBe(true);
    expect(bytes(model).equals(bytes(taught()))).toBe(true);
  });

  test.each<[string, Partial<Judgement>, RegExp]>([
    ['of another kind of model', { inputs: [1, 2, 3] }, /3 inputs instead of 1[48]/],
    ['with a number that is none', { inputs: Array<number>(withExperts ? 18 : 14).fill(NaN) }, /finite/],
    ['of no chance', { judged: 1.5 }, /judged 1\.5/],
    ['of a payee that has no line', { payee: 4096 }, /payee 4096/],
    ['of half a column', { column: 0.5 }, /column 0\.5/],
    ['of a label that was never learned', { label: 'Rent' }, /"Rent"/],
  ])('a judgement %s is refused, and nothing is learned', (_, wrong, message) => {
    const [model, journal] = [taught(), createJournal()];
    const event = {
      ...{ row: asked, label: 'Travel' },
      judgement: { ...judgementOf(model, asked), ...wrong },
    };
    expect(() => learnLate(model, event)).toThrow(message);
    expect(() => learnRevocably(model, event, journal)).toThrow(RangeError);
    expect(journal.entries).toHaveLength(0);
    expect(bytes(model).equals(bytes(taught()))).toBe(true);
  });
});
