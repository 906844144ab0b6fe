import type { Decision } from '@steward/client/client';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { PostedTransaction } from './delivery.ts';

/** What is kept of a decision: as much as the page shows. */
export interface KeptDecision {
  id: string;
  transaction: PostedTransaction;
  /** The id of a category; null when Steward made no guess. */
  prediction: string | null;
  confidence: number | null;
  outcome: string;
  reason: string;
  /** The category that a person chose. */
  corrected: string | null;
}

export interface KeptDecisions {
  all(): KeptDecision[];
  keep(decisions: readonly KeptDecision[]): void;
}

/** Decisions in a file with one JSON line each; the last line of a decision stands. */
export function openKeptDecisions(file: string): KeptDecisions {
  const byId = new Map<string, KeptDecision>();
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  for (const line of text.split('\n')) {
    const decision = readLine(line);
    if (decision) byId.set(decision.id, decision);
  }
  // A line that a power cut broke off stays alone, so that it spoils nothing but itself.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  return {
    all: () => [...byId.values()].reverse(),
    keep: (decisions) => {
      const lines = decisions.map((decision) => `${JSON.stringify(decision)}\n`).join('');
      appendFileSync(file, lines, { mode: 0o600 });
      for (const decision of decisions) byId.set(decision.id, decision);
    },
  };
}

function readLine(line: string): KeptDecision | null {
  try {
    return JSON.parse(line) as KeptDecision;
  } catch {
    return null;
  }
}

/** A decision of Steward beside the transaction that it is about. */
export function toKept(transaction: PostedTransaction, decision: Decision): KeptDecision {
  return {
    ...{ id: decision.id, transaction, corrected: null },
    ...{ prediction: decision.prediction, confidence: decision.confidence, outcome: decision.outcome },
    // The first factor weighs most. Without a prediction the outcome says what was missing.
    reason: decision.explanation?.mainFactors[0]?.evidence.text ?? decision.outcomeReason.message,
  };
}
