import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { PAGES } from '../access/routes.ts';
import { DESK, isTooWide, PHONE, violationsOf } from './accessible.ts';
import { sharedDemoTest as test } from './running-steward.ts';
import { openSlowLine } from './slow-line.ts';
import { expectSettled, waiting } from './steps.ts';

/** What a page may cost. */
const BUDGET = { firstPaintMs: 1_000, scriptBytes: 150_000 };

/** Pages that have a place of their own without anything in the address. */
const PATHS = PAGES.map(({ path }) => path).filter((path) => path !== '/' && !path.includes('['));

/** Whoever is signed in is sent on from these. */
const FOR_STRANGERS = ['/login', '/setup', '/invite'];

function report(line: string): void {
  process.stdout.write(`[budget] ${line}\n`);
}

type Demo = Parameters<Parameters<typeof test>[2]>[0]['demo'];

/** A browser that has nothing of the app in its cache. */
async function openFresh(
  browser: Browser,
  session: Demo['session'] | undefined,
  viewport = DESK,
): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ ...(session && { storageState: session }), viewport });
  await context.addInitScript(WATCH_SHIFTS);
  return [context, await context.newPage()];
}

/** Runs in the page: keeps what moved, when, and by how much. */
const WATCH_SHIFTS = `
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, startTime, hadRecentInput, sources } of list.getEntries()) {
      const moved = sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? String(node?.nodeValue));
      window.shifts.push({ value, startTime, hadRecentInput, moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
`;

interface Shift {
  value: number;
  /** Milliseconds since the page was asked for. */
  startTime: number;
  /** Moved within half a second of a key or a click: what the person asked for. */
  hadRecentInput: boolean;
  moved: string[];
}

/** To three digits, as browsers tell it: less is an icon whose word comes a moment later. */
function sumOf(shifts: readonly Shift[]): number {
  return Number(shifts.reduce((total, { value }) => total + value, 0).toFixed(3));
}

const shiftsOf = (page: Page) => page.evaluate<Shift[]>('window.shifts');

/** Until fonts are there and everything that a load starts has been drawn. */
async function expectDrawn(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.evaluate(
    `document.fonts.ready.then(() => new Promise((done) =>
      requestIdleCallback(() => requestAnimationFrame(() => requestAnimationFrame(done)), { timeout: 2000 })))`,
  );
}

/** Loads a page of the app and waits until its script has taken over, which then follows the audit. */
async function load(page: Page, url: string): Promise<void> {
  const live = page.waitForRequest(/\/api\/v1\/live/);
  await page.goto(url);
  await live;
  await expectDrawn(page);
}

interface Weight {
  files: number;
  bytes: number;
}

/** The scripts of a page as they went over the wire. */
const scriptsOf = (page: Page) =>
  page.evaluate<Weight>(`(() => {
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname.endsWith('.js'));
    return { files: scripts.length, bytes: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) };
  })()`);

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

async function firstPaint(browser: Browser, demo: Demo): Promise<number> {
  const [context, page] = await openFresh(browser, demo.session);
  await page.goto(`${demo.url}/review`);
  const at = await page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const found = list.getEntriesByName('first-contentful-paint')[0];
      if (found) resolve(found.startTime);
    }).observe({ type: 'paint', buffered: true });
  })`);
  await context.close();
  return at;
}

test('the review page of two years is painted within a second', async ({ browser, demo }) => {
  await firstPaint(browser, demo);
  const paints: number[] = [];
  for (let turn = 0; turn < 5; turn++) paints.push(await firstPaint(browser, demo));
  const best = Math.min(...paints);
  const all = paints.map((paint) => paint.toFixed(0)).join(', ');
  report(`/review first paint: ${best.toFixed(0)} ms, the best of ${all}; at most ${BUDGET.firstPaintMs}`);
  expect(best).toBeLessThan(BUDGET.firstPaintMs);
});

test('scripts come compressed', async ({ demo }) => {
  const page = await fetch(`${demo.url}/login`);
  const script = /\/_app\/immutable\/[\w./-]+\.js/.exec(await page.text())?.[0] ?? '';
  for (const encoding of ['br', 'gzip']) {
    const answer = await fetch(demo.url + script, { headers: { 'accept-encoding': encoding } });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
  }
});

test('nothing on the review page moves, from the load to the first answers by key', async ({
  browser,
  demo,
}) => {
  const [context, page] = await openFresh(browser, demo.session);
  await load(page, `${demo.url}/review`);
  const pressed: [number, number][] = [];
  const now = () => page.evaluate<number>('performance.now()');
  /** What a key asks for may take as long as it likes until it is there. */
  const press = async (key: string, isThere: () => Promise<void>) => {
    const from = await now();
    await page.keyboard.press(key);
    await isThere();
    await expectDrawn(page);
    pressed.push([from, await now()]);
  };
  const items = waiting(page);
  const all = await items.count();
  const answered = (said: RegExp) => async () => {
    await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible();
    await expectSettled(page);
  };
  await press('j', () => expect(items.nth(1)).toHaveAttribute('aria-current', 'true'));
  await press('k', () => expect(items.nth(0)).toHaveAttribute('aria-current', 'true'));
  // Not everything that waits has been seen before.
  const evidence = page.locator('#why small > a').first();
  for (let index = 1; !(await evidence.isVisible()); index++) {
    await press('j', () => expect(items.nth(index)).toHaveAttribute('aria-current', 'true'));
  }
  await press('e', () => expect(evidence).toBeFocused());
  await press('?', () => expect(page.getByRole('dialog')).toBeVisible());
  await press('Escape', () => expect(page.getByRole('dialog')).toBeHidden());
  await press('Control+k', () => expect(page.getByRole('dialog')).toBeVisible());
  await press('Escape', () => expect(page.getByRole('dialog')).toBeHidden());
  await press('1', answered(/Learned/));
  await press('u', answered(/Undone/));
  await press('2', answered(/Learned/));
  await press('u', answered(/Undone/));
  expect(await items.count()).toBe(all);
  await press('c', () => expect(page.getByRole('option').first()).toBeVisible());
  await press('Escape', () => expect(page.getByRole('option').first()).toBeHidden());
  const unasked = (await shiftsOf(page)).filter(
    ({ startTime, hadRecentInput }) =>
      !hadRecentInput && !pressed.some(([from, to]) => startTime >= from && startTime <= to),
  );
  const { files, bytes } = await scriptsOf(page);
  const sum = sumOf(unasked);
  report(`/review layout shift from the load through ${pressed.length} keys: ${sum}; at most 0`);
  report(
    `/review scripts: ${kilobytes(bytes)} compressed in ${files} files; at most ${kilobytes(BUDGET.scriptBytes)}`,
  );
  expect(sum, JSON.stringify(unasked)).toBe(0);
  expect(bytes).toBeLessThan(BUDGET.scriptBytes);
  await context.close();
});

test('the review page is accessible in light and dark, on a desk and on a phone', async ({
  browser,
  demo,
}) => {
  for (const viewport of [DESK, PHONE]) {
    const [context, page] = await openFresh(browser, demo.session, viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await load(page, `${demo.url}/review`);
      const violations = await violationsOf(page);
      report(
        `/review at ${viewport.width} px in ${colorScheme}: ${violations.length} violations of axe; at most 0`,
      );
      expect(violations).toEqual([]);
      expect(await isTooWide(page), `scrolls to the side at ${viewport.width} px`).toBe(false);
    }
    await context.close();
  }
});

test('no page is heavier than the budget, moves while it loads, or is wider than a phone', async ({
  browser,
  demo,
}) => {
  const slowly = await openSlowLine(demo.url);
  for (const path of PATHS) {
    let heaviest = { files: 0, bytes: 0 };
    let moved = 0;
    for (const viewport of [DESK, PHONE]) {
      const session = FOR_STRANGERS.includes(path) ? undefined : demo.session;
      const [context, page] = await openFresh(browser, session, viewport);
      await page.goto(slowly.url + path);
      await expectDrawn(page);
      const shifts = await shiftsOf(page);
      const weight = await scriptsOf(page);
      if (weight.bytes > heaviest.bytes) heaviest = weight;
      moved += sumOf(shifts);
      expect.soft(sumOf(shifts), `${path} at ${viewport.width} px: ${JSON.stringify(shifts)}`).toBe(0);
      expect.soft(await isTooWide(page), `${path} scrolls to the side at ${viewport.width} px`).toBe(false);
      await context.close();
    }
    report(`${path} scripts: ${kilobytes(heaviest.bytes)}, layout shift: ${moved}`);
    expect.soft(heaviest.bytes, path).toBeLessThan(BUDGET.scriptBytes);
  }
  slowly.close();
});
