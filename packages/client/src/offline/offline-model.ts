import { coordinate, REMOVED_CATEGORY } from '@steward/core/coordinator';
import { decodeCategoriser, predict, type Categoriser } from '@steward/ml/categoriser';

/** A transaction to decide; the fields are those of `POST /decisions`. */
export interface OfflineSubject {
  payee: string;
  memo?: string;
  /** Minor units, signed. */
  amountMinor: number;
  /** A calendar date: 2026-11-22. */
  date: string;
  context?: Record<string, string>;
}

/** What a server with the same model would have decided. */
export interface OfflineDecision {
  /** The category; null while nothing was learned. */
  prediction: string | null;
  categoryName: string | null;
  /** Calibrated probability that it is right. */
  confidence: number | null;
  outcome: 'suggested' | 'abstained';
  outcomeReason: { code: string; message: string };
  /** Most probable first, the prediction included. */
  alternatives: { prediction: string; probability: number }[];
}

export interface OfflineModel {
  modelVersion: string;
  /** The newest learning event that the model holds. */
  learningSeq: number;
  decide(subject: OfflineSubject): OfflineDecision;
}

interface Head {
  format: number;
  modelVersion: string;
  learningSeq: number;
  categories: Record<string, string>;
  /** Categories that are not to be suggested. */
  leftOut?: string[];
}

const FORMAT = 1;

/**
 * Opens the file of `GET /api/v1/model`, to decide without a server. Needs nothing but the language and
 * `DecompressionStream`: Node, Bun, Deno, browsers and workers have it.
 *
 * @throws Error for a file that is no model, is cut off, or is of another version.
 */
export async function openOfflineModel(file: Uint8Array): Promise<OfflineModel> {
  const raw = await inflate(file);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const headLength = raw.length >= 4 ? view.getUint32(0, true) : 0;
  if (headLength === 0 || headLength > raw.length - 4) throw new Error('This file is no exported model.');
  const head = JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + headLength))) as Head;
  if (head.format !== FORMAT) {
    throw new Error(`The model is of format ${head.format}; this reader takes format ${FORMAT}.`);
  }
  const categoriser = decodeCategoriser(raw.subarray(4 + headLength));
  const nameOf = (id: string) => head.categories[id] ?? REMOVED_CATEGORY;
  const leaveOut = new Set(head.leftOut);
  return {
    modelVersion: head.modelVersion,
    learningSeq: head.learningSeq,
    decide: (subject) => decide({ categoriser, nameOf, leaveOut }, subject),
  };
}

async function inflate(file: Uint8Array): Promise<Uint8Array> {
  const whole = new Blob([new Uint8Array(file)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  try {
    return new Uint8Array(await new Response(whole).arrayBuffer());
  } catch (cause) {
    throw new Error('This file is no exported model, or it is cut off.', { cause });
  }
}

interface Opened {
  categoriser: Categoriser;
  nameOf: (id: string) => string;
  leaveOut: ReadonlySet<string>;
}

function decide(
  { categoriser, nameOf, leaveOut }: Opened,
  { payee, memo = '', amountMinor, date, context = {} }: OfflineSubject,
): OfflineDecision {
  const row = { payee, memo, amount: amountMinor, date, context };
  const prediction = predict(categoriser, row, { leaveOut });
  const isPredicted = prediction.status === 'predicted';
  const { outcome, reason } = coordinate({
    confidence: isPredicted ? prediction.confidence : 0,
    labelCount: isPredicted ? prediction.labelCount : 0,
    payeeName: payee,
    payeeShares: (isPredicted ? prediction.payeeShares : []).map(({ label, count }) => {
      return { category: nameOf(label), count };
    }),
  });
  return {
    prediction: isPredicted ? prediction.label : null,
    categoryName: isPredicted ? nameOf(prediction.label) : null,
    confidence: isPredicted ? prediction.confidence : null,
    outcome: outcome === 'suggested' ? 'suggested' : 'abstained',
    outcomeReason: reason,
    alternatives: (isPredicted ? prediction.alternatives : []).map(({ label, probability }) => {
      return { prediction: label, probability };
    }),
  };
}
