import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'child'>;

const SECRETS = ['password', 'key', 'token', 'cookie', 'authorization', 'secret'];

/** One JSON line an event; fields that could hold a secret never reach it. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[kept back]' },
    serializers: { err: stdSerializers.errWithCause },
  };
  return destination ? pino(options, destination) : pino(options);
}
