import { defineConfig } from '@playwright/test';

/** Chromium reaches nothing but the server under test. */
const QUIET = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

const chromium = process.env.CHROMIUM_PATH;

export default defineConfig({
  ...{ testDir: 'journeys', workers: 1, retries: 0, timeout: 180_000 },
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    viewport: { width: 1440, height: 900 },
    launchOptions: { args: QUIET, ...(chromium && { executablePath: chromium }) },
  },
});
