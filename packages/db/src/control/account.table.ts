import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { user } from './control.table.ts';

const instant = () => integer({ mode: 'timestamp_ms' });
const ofUser = () => text().references(() => user.id, { onDelete: 'cascade' });

/** How a person wants pages to look and to write; no row: the defaults. */
export const preference = sqliteTable('preference', {
  userId: ofUser().primaryKey(),
  theme: text().notNull(),
  density: text().notNull(),
  locale: text(),
  timeZone: text(),
  firstDayOfWeek: text(),
  updatedAt: instant().notNull(),
});

/** A second factor; it counts only once a code has confirmed it. */
export const twoFactor = sqliteTable('two_factor', {
  userId: ofUser().primaryKey(),
  /** Encrypted with the data folder's secret. */
  sealedSecret: text().notNull(),
  createdAt: instant().notNull(),
  confirmedAt: instant(),
  /** The 30 seconds whose code was used last; no code of it or before it counts again. */
  lastStep: integer().notNull().default(0),
});

export const recoveryCode = sqliteTable(
  'recovery_code',
  {
    /** SHA-256 of a code of 80 random bits; the code itself is nowhere. */
    hash: text().primaryKey(),
    userId: ofUser().notNull(),
    usedAt: instant(),
  },
  (table) => [index('recovery_code_user').on(table.userId)],
);

export const passkey = sqliteTable(
  'passkey',
  {
    /** The credential's id, as the device gave it. */
    id: text().primaryKey(),
    userId: ofUser().notNull(),
    name: text().notNull(),
    /** COSE, in base64url. */
    publicKey: text().notNull(),
    counter: integer().notNull(),
    /** Comma between them. */
    transports: text().notNull(),
    createdAt: instant().notNull(),
    lastUsedAt: instant(),
  },
  (table) => [index('passkey_user').on(table.userId)],
);
