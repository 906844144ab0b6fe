import type { AuditLog } from '@steward/core/audit';
import { count, plural } from '#lib/figures/format.ts';
import {
  ACTION_WORDS,
  describeChange,
  describeEntrance,
  fieldsIn,
  fromTo,
  spaced,
  textIn,
} from './change-words.ts';
import type { Fields, Json } from './change-words.ts';

interface AuditWords {
  /** What it is about. */
  subject: string;
  /** What happened to it. */
  outcome: string;
}

/** Puts a record into words; `names` knows categories by their id, transactions by their payee and imports by their file. */
export function describeRecord(log: AuditLog, names: ReadonlyMap<string, string>): AuditWords {
  if (log.payload === null) return { subject: log.subject, outcome: 'payload erased' };
  const payload: Fields = log.payload;
  const nameOf = (id: Json | undefined) => (typeof id === 'string' ? (names.get(id) ?? id) : 'none');
  switch (log.action) {
    case 'prediction':
      return describePrediction(log, nameOf);
    case 'feedback': {
      const subject = nameOf(payload.transactionId ?? log.subject);
      if (payload.skipped === true) return { subject, outcome: 'skipped' };
      const category = nameOf(payload.categoryId);
      return { subject, outcome: payload.accepted === true ? `accepted ${category}` : `chose ${category}` };
    }
    case 'import':
      return { subject: textIn(payload, 'fileName') ?? log.subject, outcome: describeImport(payload) };
    case 'change_set':
    case 'undo':
      return {
        subject: describeChanged(log, payload, names),
        outcome: describeChanges(log.action, payload, nameOf),
      };
    case 'sign_in':
    case 'sign_out':
      return {
        subject: log.actor.name,
        outcome: describeEntrance(log.action, payload),
      };
    case 'account':
      return { subject: log.actor.name, outcome: describeChange(payload) ?? ACTION_WORDS.account };
    case 'training':
      return { subject: 'examples of an app', outcome: describeTraining(payload) };
    default: {
      const subject = textIn(payload, 'name') ?? nameOf(log.subject);
      return {
        subject,
        outcome: describeChange(payload) ?? describeField(payload) ?? ACTION_WORDS[log.action],
      };
    }
  }
}

function describePrediction(log: AuditLog, nameOf: (id: Json | undefined) => string): AuditWords {
  const features = fieldsIn(fieldsIn(log.input).features);
  const output = fieldsIn(log.output);
  const reason = textIn(fieldsIn(output.outcomeReason), 'message') ?? '';
  const subject = textIn(features, 'payee') ?? log.subject;
  if (output.outcome === 'abstained') return { subject, outcome: `abstained: ${reason}` };
  return { subject, outcome: `${textIn(output, 'outcome') ?? 'predicted'} ${nameOf(output.prediction)}` };
}

function describeTraining({ examples }: Fields): string {
  return typeof examples === 'number' ? `learned from ${plural(examples, 'example')}` : 'learned';
}

/** A single field that was set: `learn mode ask → skip`. */
function describeField(payload: Fields): string | null {
  const field = textIn(payload, 'field');
  return field === undefined ? null : `${spaced(field)} ${fromTo(payload)}`;
}

/** The payee where one transaction changed, the file of an import, else the change set itself. */
function describeChanged(log: AuditLog, payload: Fields, names: ReadonlyMap<string, string>): string {
  const changes = Array.isArray(payload.changes) ? payload.changes.map(fieldsIn) : [];
  const id = changes.length === 1 ? textIn(changes[0] ?? {}, 'transactionId') : undefined;
  const named = names.get(id ?? textIn(payload, 'importId') ?? '');
  return named ?? textIn(payload, 'name') ?? log.subject;
}

function describeImport(payload: Fields): string {
  const step = (textIn(payload, 'step') ?? 'import').replaceAll('_', ' ');
  const counts = fieldsIn(payload.counts);
  const fresh = counts.new;
  return typeof fresh === 'number' && fresh > 0 ? `${step}: ${count(fresh)} new` : step;
}

function describeChanges(action: string, payload: Fields, nameOf: (id: Json | undefined) => string): string {
  const changes = Array.isArray(payload.changes) ? payload.changes.map(fieldsIn) : [];
  const [first] = changes;
  if (first === undefined) {
    const entity = textIn(payload, 'entity');
    const rows = payload.transactions;
    if (typeof rows === 'number') return plural(rows, 'transaction') + ' imported';
    return entity
      ? `${entity} ${textIn(payload, 'name') ?? ''} ${textIn(payload, 'field') ?? ''}`.trim()
      : action;
  }
  const reason = textIn(payload, 'reason');
  if (reason !== undefined && (textIn(first, 'field') ?? 'category') !== 'category') return reason;
  const to = `category ${nameOf(first.before)} → ${nameOf(first.after)}`;
  return changes.length === 1 ? to : `${to}, ${plural(changes.length, 'transaction')}`;
}
