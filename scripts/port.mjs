// The address to serve on, and whether it is free.
import { createServer } from 'node:net';
import { Refusal } from './steps.mjs';

/** Reads `--port 4000`, `--port=4000` or PORT; 3000 otherwise. */
export function wantedPort(args, environment = process.env) {
  const at = args.findIndex((argument) => argument === '--port' || argument.startsWith('--port='));
  const given = at < 0 ? environment.PORT : args[at].includes('=') ? args[at].split('=')[1] : args[at + 1];
  if (at < 0 && (given === undefined || given === '')) return 3000;
  const port = Number(given);
  if (Number.isInteger(port) && port >= 1 && port <= 65535 && /^\d+$/.test(given)) return port;
  throw new Refusal(
    `The port must be a whole number from 1 to 65535, for example: npm start -- --port 4000.`,
  );
}

export function portTaken(port) {
  return `Port ${port} is taken: stop what listens there, or choose another with: npm start -- --port ${port === 65535 ? 3000 : port + 1}`;
}

export function requireFreePort(port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      if (error.code === 'EADDRINUSE') reject(new Refusal(portTaken(port)));
      else
        reject(new Refusal(`Cannot listen on ${host}:${port} (${error.code}): choose another PORT or HOST.`));
    });
    probe.listen({ port, host }, () => probe.close(resolve));
  });
}
