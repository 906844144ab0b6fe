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
  type Signal,
} from '@steward/ml/drift';
import { describe, expect, test } from 'vitest';
import { createPythonRandom } from './python-random.ts';
import { hasReferenceData, readDriftCsv, readDriftJson } from './reference-data.ts';

interface Expected {
  detector: string;
  params: { two_sided_test?: boolean; window_size?: number; stat_size?: number };
  stream: string;
  drift_at: number[];
}

const isHere = hasReferenceData();
const expected = isHere
  ? (readDriftJson('river_reference', 'expected.json') as { tests: Expected[] }).tests
  : [];

function readStream(name: string): number[] {
  const column = /^stream([123])$/.exec(name)?.[1];
  if (column === undefined)
    return readDriftCsv('river_reference', `${name}.csv`).map(([, value]) => Number(value));
  return readDriftCsv('river_reference', 'streams.csv').map(([, cells]) =>
    Number(cells?.split(',')[Number(column) - 1]),
  );
}

/** A fold with a state of its own, for each detector of the reference. */
function start({ detector, params }: Expected): (value: number) => Signal {
  const isTwoSided = params.two_sided_test === true;
  switch (detector) {
    case 'ADWIN':
      return foldWith(createAdwin(), foldAdwin);
    case 'DDM':
      return foldWith(createDdm(), (state, value) => foldDdm(state, value === 1));
    case 'EDDM':
      return foldWith(createEddm(), (state, value) => foldEddm(state, value === 1));
    case 'HDDM_A':
      return foldWith(createHddmAverage({ isTwoSided }), foldHddmAverage);
    case 'HDDM_W':
      return foldWith(createHddmWeighted({ isTwoSided }), foldHddmWeighted);
    case 'KSWIN': {
      const random = createPythonRandom(42);
      const sizes = { windowSize: params.window_size ?? 100, statisticSize: params.stat_size ?? 30 };
      return foldWith(createKswin({ alpha: 0.0001, ...sizes }), (state, value) =>
        foldKswin(state, value, random),
      );
    }
    case 'PageHinkley':
      return foldWith(createPageHinkley(), foldPageHinkley);
    default:
      throw new Error(`there is no detector ${detector}`);
  }
}

function foldWith<S>(state: S, fold: (state: S, value: number) => Signal): (value: number) => Signal {
  return (value) => fold(state, value);
}

const driftsOf = (one: Expected): number[] => {
  const fold = start(one);
  return readStream(one.stream).flatMap((value, index) => (fold(value) === 'drift' ? [index] : []));
};

/** Those that are wrong in river: each has a test of its own. */
const deviates = ({ detector, stream, params }: Expected) =>
  (detector === 'KSWIN' && stream === 'stream1') ||
  (detector === 'ADWIN' && stream === 'stream1') ||
  (detector === 'HDDM_W' && params.two_sided_test === true);

describe.skipIf(!isHere)('fires where river 0.10 does', () => {
  test.each(
    expected.filter((one) => !deviates(one)).map((one) => [`${one.detector} on ${one.stream}`, one] as const),
  )('%s', (_name, one) => {
    expect(driftsOf(one)).toEqual(one.drift_at);
  });

  test('ADWIN looks at every cut, so it sees the change at 1,000 one look earlier', () => {
    // river leaves the newest bucket of each level out of the walk over cuts, so that older + newer is not the window,
    // and throws its whole window away after a drift. The authors' section 4 walks over all buckets and drops the oldest
    // only: the change is seen at 1,023, and again one look later while the window still holds values of before.
    const one = expected.find(({ detector, stream }) => detector === 'ADWIN' && stream === 'stream1');
    expect(one?.drift_at).toEqual([1_055]);
    expect(one && driftsOf(one)).toEqual([1_023, 1_055]);
  });

  test('KSWIN keeps its newest values after a drift, with those of before among them', () => {
    // The authors' algorithm 1 goes on with the newest values. river does so too, and throws them away at the next value: it
    // then needs 200 more. Of the 100 that are kept 57 are from before 1,000: they differ from the next 100.
    const one = expected.find(({ detector, stream }) => detector === 'KSWIN' && stream === 'stream1');
    expect(one?.drift_at).toEqual([1_042]);
    expect(one && driftsOf(one)).toEqual([1_042, 1_142]);
    let state = createKswin({ alpha: 0.0001, windowSize: 200, statisticSize: 100 });
    const random = createPythonRandom(42);
    const found = readStream('stream1').flatMap((value, index) => {
      if (foldKswin(state, value, random) !== 'drift') return [];
      state = { ...state, window: [] };
      return [index];
    });
    expect(found).toEqual(one?.drift_at);
  });

  test('the weighted Hoeffding test sees a fall too', () => {
    // river starts the cut of the test for a fall at plus infinity and moves it upwards only, so it never fires on a
    // fall. The stream falls at 1,000.
    const one = expected.find(({ detector, params }) => detector === 'HDDM_W' && params.two_sided_test);
    expect(one?.drift_at).toEqual([507, 1_508]);
    expect(one && driftsOf(one)).toEqual([507, 1_032, 1_508]);
  });
});
