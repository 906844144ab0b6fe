import { ok, problem, type Finding } from '@steward/core/doctor';
import { createServer } from 'node:net';

const PATIENCE_MS = 3_000;

interface Address {
  host: string;
  port: number;
}

interface PortCheck {
  finding: Finding;
  /** Whether a Steward answers there. */
  isRunning: boolean;
}

/** Who listens where Steward does, or wants to. */
export async function checkPort({ host, port }: Address): Promise<PortCheck> {
  const check = 'port';
  const reached = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const place = `${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
  const answer = await ask(`http://${place}`);
  if (answer === 'ready')
    return { finding: ok(check, `Steward answers on ${place} and is ready`), isRunning: true };
  if (answer === 'not_ready') {
    const finding = problem({
      ...{ check, level: 'bad', found: `Steward answers on ${place}, but is not ready` },
      meaning: 'It runs, but its control database does not answer.',
      advice: 'Read its log; what is found about control.db here says more.',
    });
    return { finding, isRunning: true };
  }
  return {
    finding: answer === 'other' ? taken(place) : await checkFree({ host, port }, place),
    isRunning: false,
  };
}

async function ask(base: string): Promise<'ready' | 'not_ready' | 'other' | 'nobody'> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const health = await fetch(`${base}/healthz`, { signal });
    if ((await health.text()) !== '{"status":"ok"}') return 'other';
    const ready = await fetch(`${base}/readyz`, { signal });
    await ready.body?.cancel();
    return ready.ok ? 'ready' : 'not_ready';
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const isNobody = cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
    return isNobody ? 'nobody' : 'other';
  }
}

function taken(place: string): Finding {
  return problem({
    ...{
      check: 'port',
      level: 'bad',
      found: `Something else than Steward answers on ${place}, or does not answer in time`,
    },
    meaning: 'Steward cannot listen there.',
    advice: 'End the other program, or choose another port: npm start -- --port 4000',
  });
}

/** Nobody answers: may this user listen there? */
async function checkFree({ host, port }: Address, place: string): Promise<Finding> {
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ host, port }, () => server.close(() => resolve(null)));
  });
  if (error === null)
    return ok('port', `Nobody listens on ${place}: Steward does not run, and could listen there`);
  const reason = error.code === 'EACCES' ? 'ports below 1024 are for the administrator' : error.message;
  return problem({
    ...{ check: 'port', level: 'bad', found: `This user cannot listen on ${place}: ${reason}` },
    meaning: 'Steward would not start.',
    advice: 'Choose another port or address: PORT and HOST, or npm start -- --port 4000',
  });
}
