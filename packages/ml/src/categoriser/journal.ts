import type { LateLabel } from './late-label.ts';
import { lookUp, type Categoriser } from './model.ts';

/** What the last labels overwrote, so that one of them can be taken back exactly and cheaply. */
export interface Journal {
  /** Labels that can be taken back at most. */
  limit: number;
  entries: JournalEntry[];
}

/** One label, and the model's memory before it. */
export interface JournalEntry {
  event: LateLabel;
  /** Everything but array content. An array that grew was replaced, so the old one is still whole. */
  shape: Categoriser;
  labelCount: number;
  /** A label that this one revived, and what it was before. */
  revived: { index: number; fate: number } | null;
  overwritten: Overwritten[];
}

/** What stood in a part of an array, or at single places of it. */
type Overwritten =
  { place: NumberArray; content: NumberArray } | { array: NumberArray; places: number[]; values: number[] };

type NumberArray = Uint16Array | Int32Array | Float32Array | Float64Array;

const DEFAULT_LIMIT = 256;

/** An empty journal. An entry takes some 20 kB. */
export function createJournal(limit: number = DEFAULT_LIMIT): Journal {
  return { limit, entries: [] };
}

/** Begins the entry of a label that is about to be learned. */
export function beginEntry(journal: Journal, model: Categoriser, event: LateLabel): JournalEntry {
  if (!isInStep(journal, model)) journal.entries.length = 0;
  const { table, payees, columnValues, exact, calibrator } = model;
  const shape = {
    ...model,
    ...{ table: { ...table }, payees: { ...payees }, columnValues: { ...columnValues } },
    ...{ exact: { ...exact }, calibrator: { ...calibrator } },
    ...(model.experts && { experts: { ...model.experts, attention: { ...model.experts.attention } } }),
  };
  const entry = { event, shape, labelCount: model.labels.length, revived: null, overwritten: [] };
  journal.entries.push(entry);
  if (journal.entries.length > journal.limit) journal.entries.shift();
  return entry;
}

/** Whether nothing changed the model since the newest entry. */
export function isInStep({ entries }: Journal, model: Categoriser): boolean {
  const newest = entries.at(-1);
  return newest === undefined || newest.shape.changes + 1 === model.changes;
}

/** Keeps what a part of an array holds before it is written to. */
export function keep(entry: JournalEntry, place: NumberArray): void {
  entry.overwritten.push({ place, content: place.slice() });
}

/** Notes single places of one array, by the function that is given, before they are written to. */
export function keepPlaces(entry: JournalEntry, array: NumberArray): (place: number) => void {
  const kept = { array, places: [] as number[], values: [] as number[] };
  entry.overwritten.push(kept);
  return (place) => {
    kept.places.push(place);
    kept.values.push(array[place] ?? 0);
  };
}

function putBack(overwritten: Overwritten): void {
  if ('content' in overwritten) {
    overwritten.place.set(overwritten.content);
    return;
  }
  const { array, places, values } = overwritten;
  for (let index = places.length - 1; index >= 0; index--) array[places[index] ?? 0] = values[index] ?? 0;
}

/** Puts a model back to where it was before the newest entry. */
export function rollBack(journal: Journal, model: Categoriser): JournalEntry | null {
  const entry = journal.entries.pop();
  if (!entry) return null;
  for (let index = entry.overwritten.length - 1; index >= 0; index--) {
    const overwritten = entry.overwritten[index];
    if (overwritten) putBack(overwritten);
  }
  if (entry.revived) model.fates[entry.revived.index] = entry.revived.fate;
  for (const label of model.labels.slice(entry.labelCount)) lookUp(model).delete(label);
  model.labels.length = entry.labelCount;
  model.fates.length = entry.labelCount;
  const { table, payees, columnValues, exact, calibrator, experts, ...rest } = entry.shape;
  Object.assign(model.table, table);
  Object.assign(model.payees, payees);
  Object.assign(model.columnValues, columnValues);
  Object.assign(model.exact, exact);
  Object.assign(model.calibrator, calibrator);
  if (experts && model.experts) Object.assign(model.experts.attention, experts.attention);
  Object.assign(model, rest);
  return entry;
}
