import { and, count, eq, isNotNull, isNull, lt } from 'drizzle-orm';
import { recoveryCode, twoFactor } from './account.table.ts';
import type { ControlOrm } from './control-db.ts';
import { session } from './control.table.ts';

const ofUser = (userId: string) => eq(twoFactor.userId, userId);
const confirmed = isNotNull(twoFactor.confirmedAt);

export async function readTwoFactorRow(orm: ControlOrm, userId: string) {
  const rows = await orm.select().from(twoFactor).where(ofUser(userId));
  return rows[0] ?? null;
}

/** Keeps a secret that no code has confirmed yet; false where a confirmed one is in force. */
export async function saveTwoFactorDraft(
  orm: ControlOrm,
  row: { userId: string; sealedSecret: string; createdAt: Date },
): Promise<boolean> {
  const rows = await orm
    .insert(twoFactor)
    .values(row)
    .onConflictDoUpdate({
      target: twoFactor.userId,
      set: { sealedSecret: row.sealedSecret, createdAt: row.createdAt },
      setWhere: isNull(twoFactor.confirmedAt),
    })
    .returning({ userId: twoFactor.userId });
  return rows.length > 0;
}

/** Puts the draft in force with its recovery codes. */
export async function activateTwoFactor(
  orm: ControlOrm,
  { userId, step, hashes, at }: Activation,
): Promise<void> {
  await orm.batch([
    orm.delete(recoveryCode).where(eq(recoveryCode.userId, userId)),
    orm.insert(recoveryCode).values(hashes.map((hash) => ({ hash, userId }))),
    orm.update(twoFactor).set({ confirmedAt: at, lastStep: step }).where(ofUser(userId)),
  ]);
}

interface Activation {
  userId: string;
  step: number;
  hashes: string[];
  at: Date;
}

/** Whether the code of this step still counted; at most one caller is told so. */
export async function useTwoFactorStep(orm: ControlOrm, userId: string, step: number): Promise<boolean> {
  const rows = await orm
    .update(twoFactor)
    .set({ lastStep: step })
    .where(and(ofUser(userId), confirmed, lt(twoFactor.lastStep, step)))
    .returning({ userId: twoFactor.userId });
  return rows.length > 0;
}

/** Whether the code was there and unused; at most one caller is told so. */
export async function useRecoveryCode(
  orm: ControlOrm,
  userId: string,
  { hash, at }: { hash: string; at: Date },
): Promise<boolean> {
  const rows = await orm
    .update(recoveryCode)
    .set({ usedAt: at })
    .where(and(eq(recoveryCode.userId, userId), eq(recoveryCode.hash, hash), isNull(recoveryCode.usedAt)))
    .returning({ hash: recoveryCode.hash });
  return rows.length > 0;
}

export async function countRecoveryCodes(orm: ControlOrm, userId: string): Promise<number> {
  const rows = await orm
    .select({ left: count() })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.userId, userId), isNull(recoveryCode.usedAt)));
  return rows[0]?.left ?? 0;
}

export async function replaceRecoveryCodes(orm: ControlOrm, userId: string, hashes: string[]): Promise<void> {
  await orm.batch([
    orm.delete(recoveryCode).where(eq(recoveryCode.userId, userId)),
    orm.insert(recoveryCode).values(hashes.map((hash) => ({ hash, userId }))),
  ]);
}

export async function deleteTwoFactor(orm: ControlOrm, userId: string): Promise<void> {
  await orm.batch([
    orm.delete(recoveryCode).where(eq(recoveryCode.userId, userId)),
    orm.delete(twoFactor).where(ofUser(userId)),
  ]);
}

export function listSealedSecrets(orm: ControlOrm): Promise<{ userId: string; sealedSecret: string }[]> {
  const { userId, sealedSecret } = twoFactor;
  return orm.select({ userId, sealedSecret }).from(twoFactor);
}

/** Takes secrets sealed anew and ends every session, whose cookie the new secret does not sign. */
export async function resealTwoFactor(
  orm: ControlOrm,
  sealed: readonly { userId: string; sealedSecret: string }[],
): Promise<void> {
  await orm.batch([
    orm.delete(session),
    ...sealed.map(({ userId, sealedSecret }) =>
      orm.update(twoFactor).set({ sealedSecret }).where(ofUser(userId)),
    ),
  ]);
}
