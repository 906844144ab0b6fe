import type { StatementFile } from './statements.schema.ts';

/** Where an element of XML or SGML begins. */
export interface ElementStart {
  /** Without the prefix of its namespace. */
  name: string;
  line: number;
  attributes: Readonly<Record<string, string>>;
}

/** What a tokenizer reports, in the order of the file; every `open` has its `close`. */
export interface ElementEvents {
  open(element: ElementStart): void;
  /** Text with its entities resolved; a field may come in several pieces. */
  text(text: string): void;
  close(line: number): void;
}

/** Turns the elements of one file into what it says. */
export interface StatementReader extends ElementEvents {
  /** The version that stands in front of the first element, where the format has one there. */
  declare(version: string): void;
  /** @throws DomainError `invalid` `statement_file` where the file holds no statement. */
  end(line: number): StatementFile;
}

export interface ReaderOptions {
  /** ISO 4217 code of amounts for which the file names no currency: that of the account it is imported into. */
  defaultCurrency: string;
}
