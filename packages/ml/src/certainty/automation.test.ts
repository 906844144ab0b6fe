import { describe, expect, test } from 'vitest';
import { createRandom } from '../random/index.ts';
import {
  createAutomation,
  decideAutomatic,
  foldLabel,
  renewCertificate,
  type AutomationState,
} from './index.ts';

const five = { maxWrong: 0.05 };

interface Stream {
  /** The probability of being wrong on a day. */
  wrong: (day: number) => number;
  days: number;
  delayDays?: number;
  payees?: number;
}

/** 40 decisions a day; what was automatic, by day. */
function run(state: AutomationState, { wrong, days, delayDays = 1, payees = 200 }: Stream) {
  const random = createRandom(11);
  const made: { day: number; isRight: boolean; wasAutomatic: boolean; confidence: number; payee: string }[] =
    [];
  let labelled = 0;
  for (let day = 0; day < days; day++) {
    while ((made[labelled]?.day ?? Infinity) <= day - delayDays) {
      const label = made[labelled++];
      if (label) foldLabel(state, label);
    }
    renewCertificate(state);
    for (let index = 0; index < 40; index++) {
      const payee = `p${random.integer(payees)}`;
      const confidence = 0.9 + 0.1 * random.uniform();
      const wasAutomatic = decideAutomatic(state, { confidence, payee }) === 'certified';
      made.push({ day, payee, confidence, wasAutomatic, isRight: random.uniform() >= wrong(day) });
    }
  }
  return made.filter(({ wasAutomatic }) => wasAutomatic);
}

/** A state that has certified everything, for one payee that is known well. */
function certified(options: Parameters<typeof createAutomation>[0] = five): AutomationState {
  const state = createAutomation(options);
  for (let index = 0; index < 60; index++) {
    foldLabel(state, { confidence: 0.95, payee: 'known', isRight: true, wasAutomatic: false });
  }
  renewCertificate(state);
  return state;
}

const ask = (state: AutomationState, payee: string, confidence = 0.99) =>
  decideAutomatic(state, { confidence, payee });

describe('automation', () => {
  test('begins with nothing, and says how many labels it needs', () => {
    const state = createAutomation(five);
    expect(ask(state, 'known')).toBe('no_certificate');
    // scipy 1.10.1: the least n with binom.cdf(0, n, .9 x .05) <= .1, the share that certificates aim at.
    expect(state.certificate).toEqual({ status: 'insufficient_data', needed: 51, has: 0 });
    for (let has = 1; has <= 51; has++) {
      foldLabel(state, { confidence: 0.9, payee: 'p', isRight: true, wasAutomatic: false });
      if (has >= 50) state.fresh = 10;
      renewCertificate(state);
      if (has === 50) expect(state.certificate).toEqual({ status: 'insufficient_data', needed: 51, has });
    }
    expect(state.certificate.status).toBe('certified');
  });

  test('is refused for a window that could never certify, and for labels that no certificate could be made with', () => {
    for (const window of [50, 60.5, NaN, -1]) {
      expect(() => createAutomation({ ...five, window })).toThrow(`51 labels or more, got ${window}`);
    }
    for (const reviewEvery of [0, NaN, 1.5]) {
      expect(() => createAutomation({ ...five, reviewEvery })).toThrow(`got one in ${reviewEvery}`);
    }
    const state = certified();
    const before = structuredClone(state);
    const label = { confidence: NaN, payee: 'Tesco', isRight: true, wasAutomatic: false };
    expect(() => foldLabel(state, label)).toThrow('got NaN of payee Tesco');
    expect(state).toEqual(before);
  });

  test('makes unseen what is as confident as what was certified', () => {
    const state = certified();
    expect(ask(state, 'known')).toBe('certified');
    expect(ask(state, 'known', 0.94)).toBe('confidence');
    expect(ask(state, 'known', Number.NaN)).toBe('confidence');
  });

  test('keeps the bound on a ledger that does not change', () => {
    const automatic = run(createAutomation(five), { wrong: () => 0.02, days: 100 });
    expect(automatic.length).toBeGreaterThan(2_000);
    expect(automatic.filter(({ isRight }) => !isRight).length / automatic.length).toBeLessThan(0.05);
  });

  test('automates nothing to speak of where too much is wrong', () => {
    const automatic = run(createAutomation(five), { wrong: () => 0.12, days: 100 });
    expect(automatic.length).toBeLessThan(40);
  });

  test('stops when what was right turns wrong, and begins again when it is right again', () => {
    const state = createAutomation(five);
    const automatic = run(state, {
      wrong: (day) => (day >= 60 && day < 80 ? 0.5 : 0.01),
      days: 160,
      delayDays: 2,
    });
    const inDays = (from: number, to: number) =>
      automatic.filter(({ day }) => day >= from && day < to).length;
    expect(state.breakerOpenings).toBeGreaterThan(0);
    expect(inDays(40, 60)).toBeGreaterThan(600);
    expect(inDays(65, 80)).toBe(0);
    expect(inDays(140, 160)).toBeGreaterThan(300);
  });

  test('wrong ones between openings of the breaker are as few as promised, whatever comes', () => {
    const state = createAutomation(five);
    const automatic = run(state, { wrong: (day) => (day % 30 < 15 ? 0.01 : 0.3), days: 200, delayDays: 3 });
    const wrong = automatic.filter(({ isRight }) => !isRight).length;
    const allowance = 3 * Math.sqrt(200 * 0.05 * 0.95) + 1;
    const unlabelled = automatic.filter(({ day }) => day > 200 - 3).length;
    const stretches = state.breakerOpenings + 1;
    // Labels of three days may have been under way at each opening.
    expect(wrong).toBeLessThanOrEqual(
      0.05 * automatic.length + stretches * (allowance + 3 * 40) + unlabelled,
    );
  });

  test('leaves a payee to people after a wrong label, until a right one', () => {
    const state = certified();
    foldLabel(state, { confidence: 0.95, payee: 'known', isRight: false, wasAutomatic: false });
    expect(ask(state, 'known')).toBe('quarantine');
    foldLabel(state, { confidence: 0.95, payee: 'known', isRight: true, wasAutomatic: false });
    expect(ask(state, 'known')).toBe('certified');
  });

  test('rests no more on a payee than it has proved: two, and one more for each right label in a row', () => {
    const state = certified();
    expect([ask(state, 'new'), ask(state, 'new'), ask(state, 'new')]).toEqual([
      'certified',
      'certified',
      'exposure',
    ]);
    foldLabel(state, { confidence: 0.99, payee: 'new', isRight: true, wasAutomatic: true });
    expect([ask(state, 'new'), ask(state, 'new'), ask(state, 'new')]).toEqual([
      'certified',
      'certified',
      'exposure',
    ]);
  });

  test('rests no more on a payee that was wrong than on a new one, until it is right again and again', () => {
    const state = certified();
    const label = { confidence: 0.95, payee: 'known', wasAutomatic: false };
    foldLabel(state, { ...label, isRight: false });
    foldLabel(state, { ...label, isRight: true });
    const reasons = Array.from({ length: 4 }, () => ask(state, 'known'));
    expect(reasons).toEqual(['certified', 'certified', 'certified', 'exposure']);
  });

  test('makes its certificate anew after ten labels, and no sooner', () => {
    const state = certified();
    const label = { confidence: 0.95, payee: 'known', isRight: true, wasAutomatic: false };
    for (const total of [70, 80]) {
      for (let index = 0; index < 9; index++) foldLabel(state, label);
      renewCertificate(state);
      expect(state.certificate).toMatchObject({ n: total - 10 });
      foldLabel(state, label);
      renewCertificate(state);
      expect(state.certificate).toMatchObject({ n: total });
    }
  });

  test('allows less after each wrong automatic decision, down to a fifth, and forgets it with labels of people', () => {
    const state = createAutomation(five);
    const label = { confidence: 0.9, payee: 'p', isRight: true, wasAutomatic: true };
    // By hand: .01 x (.05 - 1), .01 x .05, and a 300th of what is missing to .05.
    foldLabel(state, { ...label, isRight: false });
    expect(state.allowed).toBeCloseTo(0.0405, 12);
    foldLabel(state, label);
    expect(state.allowed).toBeCloseTo(0.041, 12);
    foldLabel(state, { ...label, wasAutomatic: false });
    expect(state.allowed).toBeCloseTo(0.04103, 12);
    for (let index = 0; index < 6; index++) foldLabel(state, { ...label, isRight: false });
    expect(state.allowed).toBeCloseTo(0.01, 12);
    for (let index = 0; index < 100; index++) foldLabel(state, label);
    expect(state.allowed).toBe(0.05);
  });

  test.each([
    [0.05, 51],
    [0.049, 63],
    [0.04, 63],
    [0.033, 78],
    [0.026, 102],
    [0.02, 127],
    [0.016, 170],
    [0.01, 255],
  ])('with %d allowed a certificate needs %i labels: at the step below', (allowed, needed) => {
    // scipy 1.10.1: the least n with binom.cdf(0, n, .9 x .05 x step) <= .1, steps 1, .8, .65, .5, .4, .3, .2.
    const state = createAutomation(five);
    Object.assign(state, { allowed, fresh: 10 });
    renewCertificate(state);
    expect(state.certificate).toEqual({ status: 'insufficient_data', needed, has: 0 });
  });

  test('opens the breaker at the tenth wrong one in a row, keeps 300 labels, and closes it with a certificate', () => {
    const state = certified();
    const label = { confidence: 0.95, payee: 'known', isRight: true, wasAutomatic: false };
    for (let index = 0; index < 440; index++) foldLabel(state, label);
    // 9.2 is 3 sqrt(200 x .05 x .95); each wrong one adds .95.
    for (let index = 0; index < 9; index++)
      foldLabel(state, { ...label, isRight: false, wasAutomatic: true });
    expect(state.isBreakerOpen).toBe(false);
    expect(ask(state, 'new')).toBe('certified');
    foldLabel(state, { ...label, isRight: false, wasAutomatic: true });
    expect(ask(state, 'new')).toBe('breaker');
    expect(state).toMatchObject({ breakerOpenings: 1, excess: 0, fresh: 0 });
    expect(state.labels.isRight).toHaveLength(300);
    renewCertificate(state);
    expect(ask(state, 'new')).toBe('breaker');
    for (let index = 0; index < 2_000; index++) foldLabel(state, label);
    renewCertificate(state);
    expect(ask(state, 'new')).toBe('certified');
  });

  test('has one of a payee reviewed after so many, where most are never labelled', () => {
    const state = certified({ ...five, reviewEvery: 3 });
    const reasons = Array.from({ length: 5 }, () => ask(state, 'known'));
    expect(reasons).toEqual(['certified', 'certified', 'certified', 'review', 'certified']);
  });

  test('goes on from JSON as if it had never stopped, whatever payees are called', () => {
    const [straight, stored] = [certified(), certified()];
    for (const payee of ['__proto__', 'constructor', '']) {
      expect(ask(straight, payee)).toBe('certified');
      expect(ask(stored, payee)).toBe('certified');
    }
    const again = JSON.parse(JSON.stringify(stored)) as AutomationState;
    for (const state of [straight, again]) {
      foldLabel(state, { confidence: 0.95, payee: '__proto__', isRight: false, wasAutomatic: true });
    }
    expect(ask(again, '__proto__')).toBe('quarantine');
    expect(JSON.stringify(again)).toBe(JSON.stringify(straight));
  });

  test('remembers no more labels than twice its window', () => {
    const state = createAutomation({ ...five, window: 100 });
    for (let index = 0; index < 1_000; index++) {
      foldLabel(state, { confidence: index / 1_000, payee: 'p', isRight: true, wasAutomatic: false });
    }
    expect(state.labels.confidence.length).toBeLessThan(200);
    expect(state.labels.confidence.at(-1)).toBe(0.999);
  });
});
