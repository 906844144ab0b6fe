import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../random/index.ts';
import {
  createAdwin,
  createDdm,
  createEddm,
  createHddmAverage,
  createHddmWeighted,
  createKswin,
  createPageHinkley,
  foldAdwin,
  foldDdm,
  foldEddm,
  foldHddmAverage,
  foldHddmWeighted,
  foldKswin,
  foldPageHinkley,
  meanOfAdwin,
  type Signal,
} from './index.ts';

interface Detector {
  name: string;
  create: () => object;
  fold: (state: never, value: number, random: Random) => Signal;
  /** Changes of the share of ones that it is to see. */
  sees: readonly [from: number, to: number][];
}

const RISE = [0.1, 0.5] as const;
const FALL = [0.5, 0.1] as const;

const detectors: Detector[] = [
  { name: 'ADWIN', create: () => createAdwin(), fold: foldAdwin, sees: [[...RISE], [...FALL]] },
  {
    name: 'Page-Hinkley',
    create: () => createPageHinkley({ threshold: 30 }),
    fold: foldPageHinkley,
    sees: [[...RISE]],
  },
  {
    name: 'DDM',
    create: () => createDdm(),
    fold: (state, value) => foldDdm(state, value === 1),
    sees: [[...RISE]],
  },
  {
    name: 'EDDM',
    create: () => createEddm(),
    fold: (state, value) => foldEddm(state, value === 1),
    sees: [[...RISE]],
  },
  {
    name: 'HDDM by averages',
    create: () => createHddmAverage({ isTwoSided: true }),
    fold: foldHddmAverage,
    sees: [[...RISE], [...FALL]],
  },
  {
    name: 'HDDM by weights',
    create: () => createHddmWeighted({ isTwoSided: true }),
    fold: foldHddmWeighted,
    sees: [[...RISE], [...FALL]],
  },
  {
    name: 'KSWIN',
    create: () => createKswin({ alpha: 0.0001, windowSize: 300, statisticSize: 100 }),
    fold: foldKswin,
    sees: [[...RISE], [...FALL]],
  },
];

const CHANGE_AT = 1_500;

function bernoulli(random: Random, shares: readonly [number, number]): number[] {
  return Array.from({ length: 3_000 }, (_, index) =>
    random.uniform() < (index < CHANGE_AT ? shares[0] : shares[1]) ? 1 : 0,
  );
}

function driftsOf({ fold }: Detector, state: object, values: readonly number[]): number[] {
  const random = createRandom(1);
  return values.flatMap((value, index) => (fold(state as never, value, random) === 'drift' ? [index] : []));
}

describe.each(detectors)('$name', (detector) => {
  test('sees each change it is for within 500 values, in nearly every stream', () => {
    for (const shares of detector.sees) {
      const random = createRandom(31);
      let seen = 0;
      for (let stream = 0; stream < 20; stream++) {
        const drifts = driftsOf(detector, detector.create(), bernoulli(random, shares));
        if (drifts.some((index) => index >= CHANGE_AT && index < CHANGE_AT + 500)) seen += 1;
      }
      expect(seen).toBeGreaterThanOrEqual(19);
    }
  });

  test('its state can be stored and taken up again anywhere', () => {
    const values = bernoulli(createRandom(32), RISE);
    const [whole, first] = [detector.create(), detector.create()];
    const randoms = [createRandom(5), createRandom(5)] as const;
    const signals = values.map((value) => detector.fold(whole as never, value, randoms[0]));
    const before = values.slice(0, 1_000).map((value) => detector.fold(first as never, value, randoms[1]));
    const stored = JSON.parse(JSON.stringify(first)) as never;
    const after = values.slice(1_000).map((value) => detector.fold(stored, value, randoms[1]));
    expect([...before, ...after]).toEqual(signals);
  });
});

test('ADWIN forgets what was before a change, and holds little of what it keeps', () => {
  const state = createAdwin();
  expect(meanOfAdwin(state)).toBeNull();
  const random = createRandom(33);
  for (let index = 0; index < 20_000; index++) foldAdwin(state, random.normal() + (index < 10_000 ? 0 : 5));
  expect(meanOfAdwin(state)).toBeCloseTo(5, 1);
  expect(state.width).toBeLessThanOrEqual(10_100);
  expect(state.levels.flatMap(({ totals }) => totals).length).toBeLessThan(90);
});

test('ADWIN on streams without a change hardly ever fires', () => {
  const random = createRandom(34);
  let fired = 0;
  for (let stream = 0; stream < 100; stream++) {
    const state = createAdwin();
    for (let index = 0; index < 2_000; index++) {
      if (foldAdwin(state, random.uniform() < 0.3 ? 1 : 0) !== 'drift') continue;
      fired += 1;
      break;
    }
  }
  expect(fired).toBeLessThanOrEqual(5);
});

test.each([
  ['ADWIN', createAdwin(), foldAdwin],
  ['Page-Hinkley', createPageHinkley(), foldPageHinkley],
  ['KSWIN', createKswin(), (state: never, value: number) => foldKswin(state, value, createRandom(1))],
  ['HDDM by averages', createHddmAverage(), foldHddmAverage],
  ['HDDM by weights', createHddmWeighted(), foldHddmWeighted],
] as [string, object, (state: never, value: number) => Signal][])(
  '%s refuses what would silence it for good, and is as it was before',
  (name, state, fold) => {
    for (let index = 0; index < 40; index++) fold(state as never, index % 2);
    const before = structuredClone(state);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e300]) {
      expect(() => fold(state as never, value)).toThrow(`${name} needs values of`);
    }
    expect(state).toEqual(before);
  },
);

test('bounds on averages of 0..1 say nothing of other values', () => {
  expect(() => foldHddmAverage(createHddmAverage(), 1.5)).toThrow('got 1.5');
  expect(() => foldHddmWeighted(createHddmWeighted(), -0.1)).toThrow('got -0.1');
});

test('KSWIN refuses a window with fewer older values than it is to draw', () => {
  expect(() => createKswin({ windowSize: 59 })).toThrow('got 59 for 30');
});

test('Page-Hinkley waits for as many values as it is told to', () => {
  const state = createPageHinkley({ minInstances: 30 });
  const signals = Array.from({ length: 30 }, (_, index) => foldPageHinkley(state, index < 5 ? 0 : 1_000));
  expect(signals.indexOf('drift')).toBe(29);
});

test('KSWIN takes a distance of .1 for none, whatever its p-value', () => {
  // 0..99 against 10..109 and 11..110: .1 and .11, whose p-values are above .5.
  const drifts = (shift: number) => {
    const state = createKswin({ alpha: 0.9, windowSize: 200, statisticSize: 100 });
    const values = Array.from({ length: 200 }, (_, index) => (index < 100 ? index : index - 100 + shift));
    return values.map((value) => foldKswin(state, value, createRandom(1))).includes('drift');
  };
  expect([drifts(10), drifts(11)]).toEqual([false, true]);
});

test.each([
  ['ADWIN needs clock', () => createAdwin({ clock: 0 })],
  ['Page-Hinkley needs threshold', () => createPageHinkley({ threshold: Number.NaN })],
  ['delta of Page-Hinkley', () => createPageHinkley({ delta: Number.NaN })],
  ['DDM needs driftLevel', () => createDdm({ driftLevel: Number.POSITIVE_INFINITY })],
  ['EDDM needs driftLevel', () => createEddm({ driftLevel: -1 })],
  ['HDDM by averages needs driftConfidence', () => createHddmAverage({ driftConfidence: 0 })],
  ['HDDM by weights needs lambda', () => createHddmWeighted({ lambda: Number.NaN })],
  ['KSWIN needs alpha', () => createKswin({ alpha: Number.NaN })],
])('%s with which it could fire', (message, create) => {
  expect(create).toThrow(message);
});
