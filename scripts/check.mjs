// What can be said about the code without running it. Each of these stops the run when it finds anything.
import { run, step } from './steps.mjs';

const checks = [
  ['Types (tsc, svelte-check)', 'turbo', ['run', 'check', '--output-logs=errors-only']],
  ['Lint (eslint)', 'eslint', ['.', '--max-warnings=0', '--cache', '--cache-location=node_modules/.cache/eslint/']],
  ['Formatting (prettier)', 'prettier', ['.', '--check', '--log-level=warn', '--cache']],
  ['Boundaries (dependency-cruiser)', 'depcruise', ['packages', 'apps', '--config', '.dependency-cruiser.mjs']],
  ['Unused code (knip)', 'knip', ['--no-progress']],
];

export async function check() {
  for (const [name, command, args] of checks) await step(name, () => run(command, args));
}
