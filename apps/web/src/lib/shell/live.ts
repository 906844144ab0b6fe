import { refreshAll } from '$app/navigation';

/** Refreshing more often than this would cost more than it shows. */
const PAUSE_MS = 1200;

/**
 * Refreshes the page's data whenever the workspace's audit chain has grown, while the page can be seen.
 * Returns what ends it.
 */
export function followAudit(): () => void {
  const source = new EventSource('/api/v1/live');
  let seen = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStale = false;
  const refresh = () => {
    timer = undefined;
    if (document.hidden) isStale = true;
    else void refreshAll();
  };
  const hear = (event: MessageEvent<string>) => {
    const seq = Number(event.lastEventId);
    // The first one says where the chain stands, which the page knows already.
    if (seen >= 0 && seq > seen) timer ??= setTimeout(refresh, PAUSE_MS);
    seen = Math.max(seen, seq);
  };
  const show = () => {
    if (document.hidden || !isStale) return;
    isStale = false;
    void refreshAll();
  };
  source.addEventListener('audit', hear);
  document.addEventListener('visibilitychange', show);
  return () => {
    clearTimeout(timer);
    source.close();
    document.removeEventListener('visibilitychange', show);
  };
}
