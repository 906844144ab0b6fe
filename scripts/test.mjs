// Everything that must hold, in order, up to the first failure; the last line counts the tests.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureShells } from './ensure-shells.mjs';
import { measureFirstStart } from './first-start.mjs';
import { build, install } from './prepare.mjs';
import { root, toolEnvironment } from './project.mjs';
import { run, step } from './steps.mjs';

const results = join(root, 'node_modules', '.steward-results');
const vitestResult = join(results, 'vitest.json');
const playwrightResult = join(results, 'playwright.json');
const readResult = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** Adds up what the runners wrote down; a step that failed outside a test counts as one failure. */
export function countTests({ vitest, playwright, stepFailed }) {
  const passed = (vitest?.numPassedTests ?? 0) + (playwright?.stats.expected ?? 0);
  const brokenFiles = (vitest?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = (vitest?.numFailedTests ?? 0) + brokenFiles + (playwright?.stats.unexpected ?? 0);
  return { passed, failed: stepFailed && failed === 0 ? 1 : failed };
}

function unitTests() {
  ensureShells();
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestResult}`];
  return run('vitest', args);
}

function journeys() {
  const chromium = ensureChromium();
  const env = { ...toolEnvironment, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightResult };
  if (chromium) env.CHROMIUM_PATH = chromium;
  const playwright = join(root, 'tests', 'node_modules', '.bin', 'playwright');
  return run(playwright, ['test', '--reporter=list,json'], { cwd: join(root, 'tests'), env });
}

async function everyStep() {
  await install();
  await build();
  await check();
  await step('Clone to first page', measureFirstStart);
  await step('Tests (unit, property, database, API, rules, structure)', unitTests);
  if (existsSync(join(root, 'tests', 'journeys'))) await step('Journeys in a browser', journeys);
}

function printCounts(stepFailed) {
  const counts = countTests({
    vitest: readResult(vitestResult),
    playwright: readResult(playwrightResult),
    stepFailed,
  });
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
}

export async function test() {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  try {
    await everyStep();
  } catch (error) {
    process.stderr.write(`[steward] ${error.message}\n`);
    printCounts(true);
    return error.exitCode ?? 1;
  }
  printCounts(false);
  return 0;
}
