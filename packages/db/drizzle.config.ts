import { defineConfig } from 'drizzle-kit';

/** Generates the migrations of a workspace's file: `drizzle-kit generate`. */
export default defineConfig({
  dialect: 'turso',
  schema: ['./src/!(control)/*.table.ts'],
  out: './migrations/workspace',
});
