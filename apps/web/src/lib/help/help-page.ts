export interface HelpWords {
  kind: 'text' | 'strong' | 'em' | 'code' | 'link';
  text: string;
  /** Of a link. */
  href?: string;
}

/** A page as plain data: nothing in it is ever taken for HTML. */
export type HelpBlock =
  | { kind: 'title'; words: HelpWords[] }
  | { kind: 'paragraph'; words: HelpWords[] }
  | { kind: 'section'; id: string; words: HelpWords[] }
  | { kind: 'list'; isOrdered: boolean; items: HelpWords[][] }
  | { kind: 'code'; text: string };

export interface HelpPage {
  name: string;
  title: string;
  blocks: HelpBlock[];
}
