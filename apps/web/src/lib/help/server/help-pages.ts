import { rankName, searchWords } from '@steward/core/search';
import type { HelpBlock, HelpPage } from '../help-page.ts';
import { parsePage, textOfWords } from './parse-page.ts';

const files = import.meta.glob<string>('../../../../../../docs/help/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The pages of docs/help, by title; part of the build, so that no file is read later. */
export const HELP_PAGES: readonly HelpPage[] = Object.entries(files)
  .map(([path, markdown]) => parsePage(path.replace(/^.*\/|\.md$/g, ''), markdown))
  .sort((a, b) => (a.title < b.title ? -1 : 1));

interface HelpSection {
  id: string;
  title: string;
  /** What it says, for the search. */
  text: string;
}

export function sectionsOf({ blocks }: HelpPage): HelpSection[] {
  const sections: HelpSection[] = [];
  for (const block of blocks) {
    const last = sections.at(-1);
    if (block.kind === 'section') sections.push({ id: block.id, title: textOfWords(block.words), text: '' });
    else if (last) last.text = `${last.text} ${textOfBlock(block)}`.trim();
  }
  return sections;
}

function textOfBlock(block: HelpBlock): string {
  if (block.kind === 'code') return block.text;
  return block.kind === 'list' ? block.items.map(textOfWords).join(' ') : textOfWords(block.words);
}

export interface FoundSection {
  href: string;
  page: string;
  title: string;
  text: string;
}

const SHOWN_CHARACTERS = 160;
const BELOW_HEADINGS = 9;

/** Sections that have every word, those with the words in their heading first. */
export function findSections(text: string): FoundSection[] {
  if (searchWords(text).length === 0) return [];
  return HELP_PAGES.flatMap((page) => sectionsOf(page).map((section) => ({ page, ...section })))
    .filter(({ title, text: body }) => rankName(`${title} ${body}`, text) !== null)
    .map((section) => ({ ...section, rank: rankName(section.title, text) ?? BELOW_HEADINGS }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ page, id, title, text: body }) => ({
      ...{ href: `/help/${page.name}#${id}`, page: page.title, title },
      text: body.length > SHOWN_CHARACTERS ? `${body.slice(0, SHOWN_CHARACTERS).trimEnd()}…` : body,
    }));
}
