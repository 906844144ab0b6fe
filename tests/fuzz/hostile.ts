/** Values that no field should be sent, one of each kind that has broken servers. */
export const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  '',
  ' ',
  'x'.repeat(5_000),
  '\u0000\u0007\ufffe',
  '𝒳\u202e‮ẞ\ud800',
  "' or 1=1; drop table user; --",
  '../../../../etc/passwd',
  '${jndi:ldap://x}{{7*7}}<script>alert(1)</script>',
  'NaN',
  '2026-02-30',
  '9999999999999999999999',
  [],
  [[[[[[]]]]]],
  Array.from({ length: 1_500 }, () => 'x'),
  {},
  { __proto__: null, constructor: { prototype: { isAdmin: true } } },
  JSON.parse('{"__proto__":{"isAdmin":true},"toString":1}') as unknown,
  nested(60),
];

function nested(depth: number): unknown {
  return depth === 0 ? 'x' : { a: nested(depth - 1) };
}

/** As a parameter of an address. */
export function asText(value: unknown): string {
  if (value === undefined) return '';
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 2_000);
}

/** A copy of an input with one place changed. */
export interface Broken {
  /** Where: subjects.0.date. */
  path: string[];
  input: unknown;
}

/** Every way to change one place of an input to something hostile. */
export function* brokenInputs(input: unknown): Generator<Broken> {
  for (const path of pathsOf(input)) {
    for (const value of HOSTILE) yield { path, input: withValue(input, path, value) };
  }
}

function* pathsOf(value: unknown, path: string[] = []): Generator<string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  // Of a list the first is like the others.
  const entries = Object.entries(value).slice(0, Array.isArray(value) ? 1 : undefined);
  for (const [key, member] of entries) yield* pathsOf(member, [...path, key]);
}

function withValue(value: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return list.map((one, index) => (String(index) === key ? withValue(one, rest, replacement) : one));
  }
  const members = value as Record<string, unknown>;
  return { ...members, [key]: withValue(members[key], rest, replacement) };
}
