import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PageRoute } from '../access/routes.ts';

const LIB = fileURLToPath(new URL('../../apps/web/src/lib/', import.meta.url));
const READS = /\b(?:textOf|secretOf|numberOf|chosen|text|get|getAll|has)\((?:form, )?'(\w+)'/g;

/** Every field that the actions of a page read, there or in what they import from a form's file. */
export function fieldNames({ source }: PageRoute): string[] {
  const files = [...source.matchAll(/from '#lib\/([\w/-]*form\.ts)'/g)].map(([, file = '']) => LIB + file);
  const sources = [
    source,
    ...files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8')),
  ];
  return [...new Set(sources.flatMap((text) => [...text.matchAll(READS)].map(([, name = '']) => name)))];
}

/** What the forms of a drawn page would send: the value of each field, by its name. */
export function valuesIn(html: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const [tag] of html.matchAll(/<(?:input|button)\b[^>]*>/g)) {
    const name = /\bname="([^"]+)"/.exec(tag)?.[1];
    const value = /\bvalue="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined && value && !values.has(name)) values.set(name, value);
  }
  for (const [, attributes = '', options = ''] of html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = /\bname="([^"]+)"/.exec(attributes)?.[1];
    const value =
      /<option\b[^>]*\bvalue="([^"]+)"/.exec(options)?.[1] ?? /<option\b[^>]*>([^<]+)/.exec(options)?.[1];
    if (name !== undefined && value && !values.has(name)) values.set(name, value);
  }
  return values;
}
