import { cpus, totalmem } from 'node:os';

/** One measured figure. A baseline is measured in the same run. */
export interface Figure {
  id: string;
  value: number;
  unit: string;
  better: 'higher' | 'lower';
  baseline?: number;
  baselineName?: string;
  n?: number;
}

/** Prints the figures as a table for people, and as one JSON object on the last line. */
export function report(bench: string, figures: readonly Figure[]): void {
  const lines = [['figure', 'value', 'unit', 'better', 'baseline', 'n'], ...figures.map(toLine)];
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  for (const line of lines) {
    const cells = line.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
  process.stdout.write(`${JSON.stringify({ bench, machine: describeMachine(), figures })}\n`);
}

function toLine({ id, value, unit, better, baseline, baselineName, n }: Figure): string[] {
  const against = baseline === undefined ? '' : `${round(baseline)}${baselineName ? ` ${baselineName}` : ''}`;
  return [id, round(value), unit, better, against, n === undefined ? '' : String(n)];
}

function round(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 2 : 4);
}

function describeMachine(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${first?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${gigabytes} GB, Node ${process.versions.node}`;
}
