import { createInterface } from 'node:readline/promises';
import { addAbortSignal, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { EXIT } from './exit.ts';
import type { Person, Terminal } from './terminal.ts';

const LONGEST_STOP_MS = 3_000;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      // For work that does not look; whoever asks a second time is obeyed at once.
      setTimeout(() => process.exit(EXIT.stopped), LONGEST_STOP_MS).unref();
    });
  }
  // A reader that has seen enough, such as head, is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  return {
    print: (line) => void stdout.write(`${line}\n`),
    complain: (line) => void stderr.write(`${line}\n`),
    overwrite: stderr.isTTY && env.TERM !== 'dumb' ? (line) => void stderr.write(`\r\x1b[2K${line}`) : null,
    environment: env,
    person: stdin.isTTY && stderr.isTTY ? createPerson() : null,
    readInput: () => text(addAbortSignal(stop.signal, stdin)),
    hasColour: stdout.isTTY && !env.NO_COLOR && env.TERM !== 'dumb',
    signal: stop.signal,
  };
}

function createPerson(): Person {
  const { stdin, stderr } = process;
  return {
    ask: async (question, { isHidden = false } = {}) => {
      if (isHidden) stderr.write(question);
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      const lines = createInterface({ input: stdin, output: isHidden ? nowhere : stderr, terminal: true });
      const interrupted = new Promise<never>((_resolve, reject) => {
        lines.once('SIGINT', () => {
          process.kill(process.pid, 'SIGINT');
          reject(new DOMException('stopped', 'AbortError'));
        });
      });
      try {
        return (await Promise.race([lines.question(isHidden ? '' : question), interrupted])).trim();
      } finally {
        if (isHidden) stderr.write('\n');
        lines.close();
      }
    },
    keys: readKeys,
  };
}

async function* readKeys(): AsyncGenerator<string> {
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  try {
    for await (const chunk of stdin as AsyncIterable<string>) {
      for (const character of chunk.startsWith('\x1b') ? [chunk] : chunk) {
        if (character === '\x03' || character === '\x04') return;
        yield character === '\r' || character === '\n'
          ? 'enter'
          : character === '\x1b'
            ? 'escape'
            : character;
      }
    }
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
  }
}
