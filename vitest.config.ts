import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.ts',
      'tests/**/*.test.ts',
      'scripts/*.test.mjs',
    ],
    exclude: ['**/node_modules/**', '**/build/**', 'tests/journeys/**'],
    pool: 'forks',
    // Without it one core of two would wait.
    maxWorkers: '100%',
    testTimeout: 60_000,
    // What a file sets up takes as long as a test on a machine with other work.
    hookTimeout: 60_000,
  },
});
