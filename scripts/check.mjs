// What can be said about the code without running it. Each of these stops the run when it finds anything.
import { turbo } from './prepare.mjs';
import { run, step } from './steps.mjs';

const checks = [
  // In parts: the types of all of them at once take more memory than Node gives itself.
  ['Lint (eslint): packages', 'eslint', ['packages', '--max-warnings=0']],
  ['Lint (eslint): apps', 'eslint', ['apps', '--max-warnings=0']],
  [
    'Lint (eslint): the rest',
    'eslint',
    ['.', '--ignore-pattern', 'packages/**', '--ignore-pattern', 'apps/**', '--max-warnings=0'],
  ],
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
