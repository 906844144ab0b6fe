import type { Terminal } from './terminal.ts';

interface Progress {
  label: string;
  done: number;
  /** null while nobody knows. */
  total: number | null;
}

export interface ProgressBar {
  show: (progress: Progress) => void;
  end: () => void;
}

const BAR = 24;
const REDRAW_MS = 80;

/**
 * Progress on the error output: a bar that moves on a screen, else a line at the beginning of each step
 * and at each further quarter.
 */
export function createProgress({
  overwrite,
  complain,
}: Pick<Terminal, 'overwrite' | 'complain'>): ProgressBar {
  return overwrite ? movingBar(overwrite) : plainLines(complain);
}

function shareOf({ done, total }: Progress): number {
  return total === null || total === 0 ? 0 : Math.min(1, done / total);
}

function movingBar(overwrite: (line: string) => void): ProgressBar {
  let drawnAt = -Infinity;
  let label = '';
  let drawn = '';
  return {
    show: (progress) => {
      const now = performance.now();
      const share = shareOf(progress);
      if (progress.label === label && share < 1 && now - drawnAt < REDRAW_MS) return;
      [drawnAt, label] = [now, progress.label];
      const filled = Math.round(share * BAR);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
      const percent = progress.total === null ? '' : ` ${String(Math.floor(share * 100)).padStart(3)} %`;
      const line = `${progress.label} ${bar}${percent}`;
      if (line !== drawn) overwrite(line);
      drawn = line;
    },
    end: () => {
      if (drawn !== '') overwrite('');
      drawn = '';
    },
  };
}

function plainLines(complain: (line: string) => void): ProgressBar {
  let label = '';
  let told = 0;
  return {
    show: (progress) => {
      const quarter = Math.floor(shareOf(progress) * 4);
      if (progress.label === label && quarter <= told) return;
      complain(`${progress.label} … ${quarter * 25} %`);
      [label, told] = [progress.label, quarter];
    },
    end: () => undefined,
  };
}
