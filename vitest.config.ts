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
    testTimeout: 20_000,
  },
});
