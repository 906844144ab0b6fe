// What can be said about the code without running it. Each of these stops the run when it finds anything.
import { turbo } from './prepare.mjs';
import { run, step } from './steps.mjs';

const checks = [
  ['Lint (eslint)', 'eslint', ['.', '--max-warnings=0']],
  ['Formatting (prettier)', 'prettier', ['.', '--check', '--log-level=warn', '--cache']],
  [
    'Boundaries (dependency-cruiser)',
    'depcruise',
    ['packages', 'apps', 'tests', '--config', '.dependency-cruiser.mjs'],
  ],
  ['Unused code (knip)', 'knip', ['--no-progress']],
];

export async function check() {
  await step('Types (tsc, svelte-check)', () => turbo('check'));
  for (const [name, command, args] of checks) await step(name, () => run(command, args));
}
