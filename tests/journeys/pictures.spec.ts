import { expect, type Page } from '@playwright/test';
import { encode } from 'fast-png';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { animate, type Frame } from '../pictures/animation.ts';
import { sharedDemoTest as test } from './running-steward.ts';
import { expectSettled, waiting } from './steps.ts';

const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const IS_UPDATE = Boolean(process.env.UPDATE_PICTURES);
const LARGEST_ANIMATION_BYTES = 1_500_000;

/** Pages whose pictures stand in the README, and what is to be seen on each. */
const SHOWN = [
  { name: 'ledger', path: '/ledger', seen: '.led tbody tr' },
  { name: 'health', path: '/admin/ml-system', seen: 'text=decisions that people' },
  { name: 'audit', path: '/admin/ml-system/audit?action=feedback', seen: 'tbody tr' },
  { name: 'matches', path: '/review/matches', seen: 'text=Both count as spent and received until you say.' },
  { name: 'history', path: '/ledger/history', seen: 'tbody tr' },
  { name: 'calendar', path: '/recurring/calendar', seen: '.cal li a' },
  { name: 'budgets', path: '/budgets', seen: 'tbody tr' },
];

/** Shows for a moment which key was pressed, where the page has nothing. */
const caption = (page: Page, text: string) =>
  page.evaluate(`(() => {
    const box = document.querySelector('#caption') ?? document.body.appendChild(document.createElement('p'));
    box.id = 'caption';
    box.textContent = ${JSON.stringify(text)};
    box.style.cssText = 'position:fixed;right:24px;top:41px;z-index:99;margin:0;padding:7px 14px;border-radius:6px;' +
      'background:#16202c;color:#fff;font:500 15px/20px var(--font)';
  })()`);

async function draw(page: Page): Promise<void> {
  await page.evaluate(
    'document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))',
  );
}

test('a queue is worked through by keys: accept, choose another, take back, and the list follows', async ({
  browser,
  demo,
}) => {
  const context = await browser.newContext({
    ...{ storageState: demo.session, viewport: { width: 1280, height: 760 }, reducedMotion: 'reduce' },
  });
  const page = await context.newPage();
  const frames: Frame[] = [];
  const show = async (text: string, milliseconds: number) => {
    if (!IS_UPDATE) return;
    await caption(page, text);
    await draw(page);
    frames.push({ png: await page.screenshot(), milliseconds });
  };
  const live = page.waitForRequest(/\/api\/v1\/live/);
  await page.goto(`${demo.url}/review`);
  await live;
  const told = page.getByRole('status');

  // The first that has a suggestion to accept.
  while (!(await page.locator('#accept').isVisible())) {
    const before = await page.locator('#payee').innerText();
    await page.keyboard.press('j');
    await expect(page.locator('#payee')).not.toHaveText(before);
  }
  const selected = await page.locator('#queue .q li[aria-current] a').getAttribute('href');

  await show('what waits, most valuable first', 1_800);
  await page.keyboard.press('Enter');
  await expect(told.filter({ hasText: 'Learned' })).toBeVisible();
  await expectSettled(page);
  await expect(page.locator(`#queue .q li a[href="${selected}"]`)).toHaveCount(0);
  await show('↵  accept: learned at once', 1_800);
  const left = await waiting(page).count();
  const accepted = await told.innerText();
  await page.keyboard.press('2');
  await expect(told).not.toHaveText(accepted);
  await expectSettled(page);
  await show('2  another category: the rest is decided anew', 2_200);
  await page.keyboard.press('u');
  await expect(told.filter({ hasText: 'Undone' })).toBeVisible();
  await expectSettled(page);
  expect(await waiting(page).count()).toBe(left);
  await show('U  take back', 1_600);
  await page.keyboard.press('c');
  await expect(page.getByRole('combobox', { name: 'Other category' })).toBeFocused();
  await page.keyboard.type('gro');
  await expect(page.getByRole('option').first()).toBeVisible();
  await show('C  any category, by name', 1_600);
  await page.keyboard.press('Escape');
  await context.close();

  if (!IS_UPDATE) return;
  const animation = animate(frames);
  expect(animation.length).toBeLessThan(LARGEST_ANIMATION_BYTES);
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(`${PICTURES}review-by-keys.png`, animation);
});

test('the pages of the README show what the demo went through', async ({ browser, demo }) => {
  const context = await browser.newContext({
    ...{ storageState: demo.session, viewport: { width: 1280, height: 760 }, reducedMotion: 'reduce' },
  });
  const page = await context.newPage();
  for (const { name, path, seen } of SHOWN) {
    await page.goto(demo.url + path);
    await expect(page.locator(seen).first()).toBeVisible();
    await draw(page);
    if (IS_UPDATE) await page.screenshot({ path: `${PICTURES}${name}.png` });
  }
  await context.close();
});

/** A grey picture with a box of a colour in it. */
function boxPicture([left, top, size]: [number, number, number], colour: number[]): Uint8Array {
  const [width, height] = [40, 30];
  const data = new Uint8Array(width * height * 3).fill(200);
  for (let y = top; y < top + size; y++) {
    for (let x = left; x < left + size; x++) data.set(colour, (y * width + x) * 3);
  }
  return encode({ width, height, data, channels: 3, depth: 8 });
}

/** What the browser shows of each frame of a picture, and for how many milliseconds. */
const FRAMES_OF = `async (base64) => {
  const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const decoder = new ImageDecoder({ data, type: 'image/png' });
  await decoder.tracks.ready;
  const frames = [];
  for (let frameIndex = 0; frameIndex < decoder.tracks.selectedTrack.frameCount; frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    const canvas = new OffscreenCanvas(image.displayWidth, image.displayHeight);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, canvas.width, canvas.height);
    frames.push({ milliseconds: (image.duration ?? 0) / 1000, pixels: pixels.join() });
  }
  return frames;
}`;

interface Shown {
  milliseconds: number;
  pixels: string;
}

test('an animation shows every frame as it was taken, to the last pixel, for as long as was said', async ({
  page,
  demo,
}) => {
  // The decoder is there for pages of a server only.
  await page.goto(`${demo.url}/login`);
  const framesOf = (png: Uint8Array) =>
    page.evaluate<Shown[]>(`(${FRAMES_OF})(${JSON.stringify(Buffer.from(png).toString('base64'))})`);
  const frames: Frame[] = [
    { png: boxPicture([0, 0, 5], [255, 0, 0]), milliseconds: 1_000 },
    { png: boxPicture([20, 10, 7], [0, 128, 0]), milliseconds: 2_500 },
    { png: boxPicture([20, 10, 7], [0, 128, 0]), milliseconds: 500 },
    { png: boxPicture([39, 29, 1], [0, 0, 255]), milliseconds: 1_500 },
  ];
  const shown = await framesOf(animate(frames));
  expect(shown.map(({ milliseconds }) => milliseconds)).toEqual([1_000, 2_500, 500, 1_500]);
  for (const [index, { png }] of frames.entries()) {
    const [alone] = await framesOf(png);
    expect(shown[index]?.pixels, `frame ${index}`).toBe(alone?.pixels);
  }
});
