import type { Terminal } from './terminal.ts';

export interface RecordedTerminal extends Terminal {
  printed: string[];
  complained: string[];
}

/** A terminal that keeps what is written to it, and answers with what it is given. */
export function recordTerminal(parts: Partial<Terminal> & { keys?: string[] } = {}): RecordedTerminal {
  const printed: string[] = [];
  const complained: string[] = [];
  const { keys = [], ...rest } = parts;
  return {
    ...{ printed, complained },
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
    ...{ overwrite: null, environment: {}, hasColour: false },
    signal: new AbortController().signal,
    readInput: async () => '',
    person: {
      ask: async () => '',
      keys: async function* () {
        yield* keys;
      },
    },
    ...rest,
  };
}
