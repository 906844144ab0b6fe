import { FEWEST_IN_RHYTHM, rhythmEvidence, type Rhythm, type RhythmEvidence } from './rhythm-evidence.ts';

/** Something that happened, with its size. */
export interface MarkedDay {
  day: number;
  /** Above 0; what has none is in no stream. */
  size: number;
}

/** Things that happen regularly. */
export interface Stream<Name> {
  rhythm: Name;
  /** Indices of what was given, by day. */
  members: number[];
  /** Log of an e-value. */
  logEvidence: number;
  /** Whether the sizes of what was tested are the same, but for two percent. */
  isEven: boolean;
}

export interface FoundStreams<Name> {
  streams: Stream<Name>[];
  /** How many sets of days were asked for a rhythm: what a bound of the share of false streams has to know. */
  tested: { even: number; uneven: number };
}

/** How much larger or smaller the next size of a stream may be that goes on. */
const MOST_CHANGE = 1.4;

/** Relative steps between neighbouring sizes at which sizes are parted: not at all the same, about the same, any. */
const STEPS = [0, 0.03, 0.12, 0.4, Infinity];
const EVEN = 0.02;
/** Streams of the same size that are looked for: two policies of one price, say. */
const MOST_OF_ONE_SIZE = 3;

/**
 * The streams among things of one kind: subscriptions of several sizes, bills that vary, purchases between them.
 *
 * The sizes are parted where two neighbours differ by more than a step (single linkage), at five steps from "the same" to
 * "any"; each part is asked for its evidence by `rhythmEvidence`, and again without the stream found in it. The parting whose
 * streams have the most evidence together, sum of max(0, log E), is the answer. Then two streams that follow one another
 * become one where that has as much evidence and the size changes by two fifths at most: a changed price.
 *
 * Events in any order. Fewer than three give none. Deterministic. O(steps x n x rhythms).
 * Source: our own; see `rhythmEvidence`.
 *
 * @throws RangeError for a day that is not finite, and a size that is not or is below 0.
 */
export function findStreams<Name>(
  events: readonly MarkedDay[],
  propose: (days: readonly number[]) => Rhythm<Name>[],
): FoundStreams<Name> {
  events.forEach(({ day, size }, index) => {
    if (Number.isFinite(day) && size >= 0 && size < Infinity) return;
    throw new RangeError(`findStreams needs a day and a size, got ${day} and ${size} at ${index}`);
  });
  const search = createSearch(events, propose);
  let best: Stream<Name>[] = [];
  let most = 0;
  for (const step of STEPS) {
    const streams = partBySize(events, step).flatMap((part) => search.extract(part));
    const evidence = sumOfEvidence(streams);
    if (evidence > most) [best, most] = [streams, evidence];
  }
  return { streams: joinFollowing(best, search), tested: search.tested };
}

/** Indices of events, parted where sizes differ, each part in the order of days. */
function partBySize(events: readonly MarkedDay[], step: number): number[][] {
  const sizeOf = (index: number) => events[index]?.size ?? 0;
  const parts: number[][] = [];
  let last = -Infinity;
  for (const index of events.map((_, at) => at).sort((a, b) => sizeOf(a) - sizeOf(b))) {
    const size = sizeOf(index);
    if (last > 0 && size <= last * (1 + step)) parts.at(-1)?.push(index);
    else parts.push([index]);
    last = size;
  }
  const dayOf = (index: number) => events[index]?.day ?? 0;
  return parts
    .filter((part) => part.length >= FEWEST_IN_RHYTHM)
    .map((part) => part.sort((a, b) => dayOf(a) - dayOf(b) || a - b));
}

interface Search<Name> {
  events: readonly MarkedDay[];
  tested: FoundStreams<Name>['tested'];
  /** The streams of a part, one after the other. */
  extract: (part: readonly number[]) => Stream<Name>[];
  /** The one stream that a part is, if any. */
  test: (part: readonly number[]) => Stream<Name> | null;
}

function createSearch<Name>(
  events: readonly MarkedDay[],
  propose: (days: readonly number[]) => Rhythm<Name>[],
): Search<Name> {
  const known = new Map<string, Stream<Name> | null>();
  const tested = { even: 0, uneven: 0 };
  const test = (part: readonly number[]): Stream<Name> | null => {
    const key = part.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const isEven = isSameSize(part.map((index) => events[index]?.size ?? 0));
    tested[isEven ? 'even' : 'uneven'] += 1;
    const days = part.map((index) => events[index]?.day ?? 0);
    const stream = toStream(rhythmEvidence(days, propose(days)), { part, isEven });
    known.set(key, stream);
    return stream;
  };
  const extract = (part: readonly number[]): Stream<Name>[] => {
    const streams: Stream<Name>[] = [];
    let left = part;
    while (left.length >= FEWEST_IN_RHYTHM && streams.length < MOST_OF_ONE_SIZE) {
      const stream = test(left);
      if (stream === null) break;
      streams.push(stream);
      const taken = new Set(stream.members);
      left = left.filter((index) => !taken.has(index));
    }
    return streams;
  };
  return { events, tested, extract, test };
}

/** Nothing where a habit explains the days as well. */
function toStream<Name>(
  { logEvidence, best }: RhythmEvidence<Name>,
  { part, isEven }: { part: readonly number[]; isEven: boolean },
): Stream<Name> | null {
  if (best === null || !(logEvidence > 0)) return null;
  return { rhythm: best.name, members: best.members.map((index) => part[index] ?? 0), logEvidence, isEven };
}

function isSameSize(sizes: readonly number[]): boolean {
  const least = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  return sizes.every((size) => size <= least * (1 + EVEN));
}

function sumOfEvidence(streams: readonly { logEvidence: number }[]): number {
  return streams.reduce((sum, { logEvidence }) => sum + logEvidence, 0);
}

/** Two streams, one over before the other begins, as one where that is as likely. */
function joinFollowing<Name>(streams: readonly Stream<Name>[], search: Search<Name>): Stream<Name>[] {
  const dayOf = (index: number | undefined) => search.events[index ?? -1]?.day ?? Number.NaN;
  const sizeOf = (index: number | undefined) => search.events[index ?? -1]?.size ?? Number.NaN;
  const areNear = (before: Stream<Name>, next: Stream<Name>) => {
    const change = sizeOf(next.members[0]) / sizeOf(before.members.at(-1));
    return change <= MOST_CHANGE && change >= 1 / MOST_CHANGE;
  };
  const joined: Stream<Name>[] = [];
  for (const next of [...streams].sort((a, b) => dayOf(a.members[0]) - dayOf(b.members[0]))) {
    const [best] = joined
      .flatMap((before, at) => {
        if (!(dayOf(before.members.at(-1)) < dayOf(next.members[0])) || !areNear(before, next)) return [];
        const both = search.test([...before.members, ...next.members]);
        const gain = both === null ? -1 : both.logEvidence - sumOfEvidence([before, next]);
        return both !== null && gain >= 0 ? [{ at, both, gain }] : [];
      })
      .sort((a, b) => b.gain - a.gain);
    if (best) joined[best.at] = best.both;
    else joined.push(next);
  }
  return joined;
}
