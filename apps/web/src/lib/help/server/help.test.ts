import { expect, test } from 'vitest';
import { hrefOfTerm, TERMS, type TermId } from '../terms.ts';
import type { HelpBlock, HelpWords } from '../help-page.ts';
import { findSections, HELP_PAGES, sectionsOf } from './help-pages.ts';
import { parsePage } from './parse-page.ts';

const addresses = new Set(
  HELP_PAGES.flatMap((page) => [
    `/help/${page.name}`,
    ...sectionsOf(page).map(({ id }) => `/help/${page.name}#${id}`),
  ]),
);

function linesOf(block: HelpBlock): HelpWords[][] {
  if (block.kind === 'code') return [];
  return block.kind === 'list' ? block.items : [block.words];
}

test.each(Object.keys(TERMS) as TermId[])('the section that explains %s exists', (id) => {
  expect(addresses).toContain(hrefOfTerm(id));
});

test('a term is explained in one sentence', () => {
  for (const { sentence } of Object.values(TERMS)) expect(sentence).toMatch(/^[^.]+(\.\d+[^.]*)*\.$/);
});

test('links between pages lead to what is there', () => {
  for (const { name, blocks } of HELP_PAGES) {
    for (const { href } of blocks.flatMap(linesOf).flat()) {
      if (href !== undefined)
        expect(addresses).toContain(href.startsWith('#') ? `/help/${name}${href}` : href);
    }
  }
});

test('every page has a title and sections, no two of them with one id', () => {
  expect(HELP_PAGES.length).toBeGreaterThan(5);
  for (const page of HELP_PAGES) {
    const sections = sectionsOf(page);
    expect(page.title).not.toBe(page.name);
    expect(sections.length).toBeGreaterThan(1);
    expect(new Set(sections.map(({ id }) => id)).size).toBe(sections.length);
  }
});

test('HTML and addresses of other kinds in a page stay text', () => {
  const { blocks } = parsePage(
    'x',
    '# A\n\n<script>alert(1)</script>\n\na <img src=x> ![c](javascript:d) [e](javascript:f) [g](//h)\n',
  );
  const words = blocks.flatMap(linesOf).flat();
  expect(words.filter(({ href }) => href !== undefined)).toEqual([]);
  expect(words.map(({ text }) => text).join('')).toContain('<script>alert(1)</script>');
});

test('search finds sections by words of the text, those with the word in the heading first', () => {
  const found = findSections('calibration');
  expect(found[0]).toMatchObject({ href: '/help/confidence#calibration', page: 'Confidence' });
  expect(findSections('log-ODDS')[0]).toMatchObject({ href: '/help/explanations#score' });
  expect(findSections('no-such-word')).toEqual([]);
  expect(findSections(' ')).toEqual([]);
});
