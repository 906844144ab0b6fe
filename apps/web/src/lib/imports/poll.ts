import { refreshAll } from '$app/navigation';

const EVERY_MS = 1000;

/** Refreshes the page's data every second while something runs; returns what ends it. */
export function pollWhile(isRunning: boolean): (() => void) | undefined {
  if (!isRunning) return undefined;
  const timer = setInterval(() => {
    if (!document.hidden) void refreshAll();
  }, EVERY_MS);
  return () => clearInterval(timer);
}
