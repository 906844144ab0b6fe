import { lexer, type Token, type Tokens } from 'marked';
import type { HelpBlock, HelpPage, HelpWords } from '../help-page.ts';

/** Reads a page of docs/help: title, sections, paragraphs, lists and code. What else there is stays text. */
export function parsePage(name: string, markdown: string): HelpPage {
  const blocks = lexer(markdown).flatMap(blocksOf);
  const title = blocks.find((block) => block.kind === 'title');
  return { name, title: title ? textOfWords(title.words) : name, blocks };
}

export function textOfWords(words: readonly HelpWords[]): string {
  return words.map(({ text }) => text).join('');
}

function blocksOf(token: Token): HelpBlock[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      const words = wordsOf(tokens);
      if (depth === 1) return [{ kind: 'title', words }];
      return [{ kind: 'section', id: idOfHeading(textOfWords(words)), words }];
    }
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      return [{ kind: 'list', isOrdered: ordered, items: items.map((item) => wordsOf(item.tokens)) }];
    }
    case 'code':
      return [{ kind: 'code', text: (token as Tokens.Code).text }];
    default:
      return [{ kind: 'paragraph', words: wordsOf([token]) }];
  }
}

function wordsOf(tokens: readonly Token[]): HelpWords[] {
  return tokens.flatMap((token): HelpWords[] => {
    const { type, text, raw } = token as Tokens.Generic & { text?: string };
    const inner = (token as { tokens?: Token[] }).tokens;
    switch (type) {
      case 'paragraph':
      case 'text':
        return inner ? wordsOf(inner) : [{ kind: 'text', text: plain(text ?? raw) }];
      case 'strong':
      case 'em':
        return [{ kind: type, text: plain(text ?? raw) }];
      case 'codespan':
        return [{ kind: 'code', text: text ?? raw }];
      case 'link':
        return [linkOf(token as Tokens.Link)];
      default:
        return [{ kind: 'text', text: raw }];
    }
  });
}

function plain(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/** Pages link to each other as files, so that they can be read in the folder too; other addresses stay text. */
function linkOf({ href, text }: Tokens.Link): HelpWords {
  const [isInside, page, section = ''] = /^(?:([a-z-]+)\.md)?(#[a-z0-9-]+)?$/.exec(href) ?? [];
  if (isInside) return { kind: 'link', text: plain(text), href: (page ? `/help/${page}` : '') + section };
  return href.startsWith('https://')
    ? { kind: 'link', text: plain(text), href }
    : { kind: 'text', text: plain(text) };
}

/** "Could be automatic" is could-be-automatic. */
function idOfHeading(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
