import { defineConfig } from 'drizzle-kit';

/** Generates the migrations of the control database: `drizzle-kit generate --config src/control/drizzle.config.ts`. */
export default defineConfig({
  dialect: 'turso',
  schema: './src/control/control.table.ts',
  out: './migrations/control',
});
