import { NAME_STEPS, type TakenOff } from './name-steps.ts';
import { normalisePayee } from './normalise-payee.ts';
import type { PayeeRule } from './payees.schema.ts';

/** What a person would call the payee of an imported name, and why. */
export interface PayeeName {
  name: string;
  /** The rule of the workspace that named it; null where the steps below did. */
  ruleId: string | null;
  /** What was taken off, in order. */
  taken: { text: string; takesOff: TakenOff }[];
}

/** Letters that a name must have left: a step that leaves fewer is not taken. */
const FEWEST_LETTERS = 2;

/**
 * Names the payee of an imported name: by the first rule of the workspace that matches, else by taking off
 * what banks add. Letters of every script stay as they are. A name that consists of nothing else stays whole.
 */
export function namePayee(importedName: string, rules: readonly PayeeRule[]): PayeeName {
  const rule = rules.find((one) => matchesRule(one, importedName));
  if (rule) return { name: rule.name, ruleId: rule.id, taken: [] };
  const taken: PayeeName['taken'] = [];
  // More blanks than tell columns apart say nothing, and would make the patterns slow.
  let name = importedName
    .normalize('NFKC')
    .trim()
    .replace(/\s{4,}/gu, '   ');
  for (const { pattern, takesOff } of NAME_STEPS) {
    const left = trimMarks(name.replace(pattern, ' '));
    if (left === trimMarks(name) || !isName(left)) continue;
    const pieces = name.match(pattern) ?? [];
    taken.push(
      ...pieces
        .slice(0, pattern.global ? pieces.length : 1)
        .map((piece) => ({ text: piece.trim(), takesOff })),
    );
    name = left;
  }
  return { name: trimMarks(name).replace(/\s+/gu, ' ') || importedName.trim(), ruleId: null, taken };
}

/** Whether a rule of the workspace is about an imported name; case, width and spaces do not matter. */
export function matchesRule(
  { match, text }: Pick<PayeeRule, 'match' | 'text'>,
  importedName: string,
): boolean {
  const name = normalisePayee(importedName);
  const wanted = normalisePayee(text);
  if (wanted === '') return false;
  if (match === 'equals') return name === wanted;
  return match === 'starts_with' ? name.startsWith(wanted) : name.includes(wanted);
}

/** Marks that a piece leaves behind at the ends; three spaces inside still tell columns apart. */
function trimMarks(name: string): string {
  return name.replace(/^[\s*#:,;/|_-]+|[\s*#:,;/|_<-]+$/gu, '');
}

function isName(text: string): boolean {
  return (text.match(/\p{L}/gu) ?? []).length >= FEWEST_LETTERS;
}
