import { asText, HOSTILE } from './hostile.ts';

/** The same numbers for the same seed (mulberry32), 0 to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pickFrom<T>(values: readonly T[], random: () => number): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('there is nothing to pick from');
  return value;
}

/** What a field is sent in place of what it should be. */
const VALUES: readonly string[] = [
  ...HOSTILE.map(asText),
  'x'.repeat(60_000),
  'a\r\nset-cookie: stolen=1',
  '//evil.example/%00',
  '/\u0000\ud800/ẞ\n',
  '%',
  '1'.repeat(400),
  '__proto__',
];

/** One post to a form action. */
export interface HostileForm {
  /** What is wrong with it. */
  name: string;
  body: string | Blob | FormData | URLSearchParams | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

type Fields = readonly (readonly [string, string])[];

const urlEncoded = (fields: Fields) =>
  new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));

function multipart(fields: Fields, files: readonly string[] = []): FormData {
  const form = new FormData();
  for (const [name, value] of fields) {
    if (files.includes(name)) form.append(name, new Blob([value]), '../file\u0000.csv');
    else form.append(name, value);
  }
  return form;
}

/** A multipart body as text, so that it can be cut anywhere. */
function multipartText(fields: Fields): string {
  const parts = fields.map(
    ([name, value]) => `--cut\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--cut--\r\n`;
}

/** Bodies that are no form, or no whole one; the same for every action. */
export function brokenForms(fields: Fields): HostileForm[] {
  const text = multipartText(fields.length > 0 ? fields : [['name', 'value']]);
  const cut = { 'content-type': 'multipart/form-data; boundary=cut' };
  return [
    { name: 'nothing', body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { name: 'no fields', body: new FormData() },
    { name: 'two megabytes', body: urlEncoded([...fields, ['more', 'x'.repeat(2_000_000)]]) },
    {
      name: 'JSON',
      body: JSON.stringify(Object.fromEntries(fields)),
      headers: { 'content-type': 'application/json' },
    },
    { name: 'plain text', body: 'name=value', headers: { 'content-type': 'text/plain' } },
    { name: 'no type', body: new Blob([text]) },
    { name: 'a multipart cut in its middle', body: text.slice(0, Math.floor(text.length / 2)), headers: cut },
    { name: 'a multipart without its end', body: text.slice(0, -9), headers: cut },
    {
      name: 'a multipart of another boundary',
      body: text,
      headers: { 'content-type': 'multipart/form-data; boundary=other' },
    },
    {
      name: 'a multipart without a boundary',
      body: text,
      headers: { 'content-type': 'multipart/form-data' },
    },
    {
      name: 'bytes that are no text',
      body: new Uint8Array([0xff, 0xfe, 0x00, 0x3d, 0x80, 0x26, 0xed, 0xa0, 0x80]),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    {
      name: 'percents of nothing',
      body: '%=%&%zz=%ff&=&&',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
  ];
}

/** A form with one thing wrong, chosen by the random numbers. */
export function breakForm(fields: Fields, random: () => number): HostileForm {
  const [field, was] = fields.length > 0 ? pickFrom(fields, random) : (['name', 'value'] as const);
  const others = fields.filter(([name]) => name !== field);
  const value = pickFrom(VALUES, random);
  const shown = `${field} = ${JSON.stringify(value.slice(0, 40))}`;
  const ways: readonly (() => HostileForm)[] = [
    () => ({ name: `without ${field}`, body: urlEncoded(others) }),
    () => ({
      name: `${field} twice, then ${shown}`,
      body: urlEncoded([...fields, [field, was], [field, value]]),
    }),
    () => ({ name: `${field} as a file`, body: multipart(fields, [field]) }),
    () => ({ name: `${shown} in parts`, body: multipart([...others, [field, value.toWellFormed()]]) }),
    () => ({
      name: `all fields ${JSON.stringify(value.slice(0, 40))}`,
      body: urlEncoded(fields.map(([name]) => [name, value])),
    }),
    // Most often one value, as a person would send it who edits the page.
    ...Array.from({ length: 6 }, () => () => ({
      name: shown,
      body: urlEncoded([...others, [field, value]]),
    })),
  ];
  return pickFrom(ways, random)();
}
