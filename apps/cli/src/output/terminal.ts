/** What a command reads its surroundings from and writes to. */
export interface Terminal {
  /** One line to the standard output. */
  print: (line: string) => void;
  /** One line to the error output. */
  complain: (line: string) => void;
  /** Writes over the last line of the error output; null where that is no screen. */
  overwrite: ((line: string) => void) | null;
  environment: Record<string, string | undefined>;
  /** Whoever sits there; null when nobody does. */
  person: Person | null;
  /** All of the standard input. */
  readInput: () => Promise<string>;
  hasColour: boolean;
  /** Aborted by Ctrl+C. */
  signal: AbortSignal;
}

export interface Person {
  ask: (question: string, options?: { isHidden?: boolean }) => Promise<string>;
  /** One key a time: a character, or enter, escape. Ends when the input does or with Ctrl+C. */
  keys: () => AsyncGenerator<string>;
}
