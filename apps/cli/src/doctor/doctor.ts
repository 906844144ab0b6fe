import { examine } from '@steward/api/doctor';
import { STEWARD_VERSION } from '@steward/core/config';
import type { Finding, FindingLevel } from '@steward/core/doctor';
import { dataFolderOf, UsageError, type Run } from '../arguments/index.ts';
import { createProgress, EXIT, paint, type Terminal } from '../output/index.ts';

/** Records of each chain that are verified without --all. */
const NEWEST = 1_000;

export const runDoctor: Run = async (call, terminal) => {
  const { environment } = terminal;
  const progress = createProgress(terminal);
  const report = await examine({
    ...{ dataFolder: dataFolderOf(call, terminal), host: environment.HOST || '127.0.0.1' },
    ...{ port: readPort(call.values.port ?? (environment.PORT || '3000')), environment },
    ...{ lastRecords: call.flags.all ? undefined : NEWEST, stewardVersion: STEWARD_VERSION },
    ...{ now: () => new Date(), onProgress: progress.show, signal: terminal.signal },
  }).finally(progress.end);
  if (call.isJson) terminal.print(JSON.stringify(report));
  else {
    for (const finding of report.findings) describe(finding, terminal);
    terminal.print(sumUp(report.findings));
  }
  return report.worst === 'bad' ? EXIT.differs : EXIT.done;
};

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new UsageError(`The port is ${JSON.stringify(text)}, but must be a whole number from 1 to 65535.`);
}

const MARKS = {
  ok: { word: 'ok  ', colour: 'green' },
  info: { word: 'info', colour: 'dim' },
  warn: { word: 'warn', colour: 'yellow' },
  bad: { word: 'bad ', colour: 'red' },
} as const;

function describe({ level, found, meaning, advice }: Finding, terminal: Terminal): void {
  const { word, colour } = MARKS[level];
  terminal.print(`${paint(terminal, colour, word)}  ${found}`);
  if (meaning !== null) terminal.print(`      ${meaning}`);
  if (advice !== null) terminal.print(`      What to do: ${advice}`);
}

function sumUp(findings: readonly Finding[]): string {
  const count = (level: FindingLevel) => findings.filter((finding) => finding.level === level).length;
  const [bad, warn] = [count('bad'), count('warn')];
  if (bad + warn === 0) return `${findings.length} things looked at: nothing is wrong.`;
  return `${findings.length} things looked at: ${bad} bad, ${warn} to watch.`;
}
