import { z } from 'zod';

/** bad: something does not work or is not safe; warn: it will not for long, or could be; info: worth knowing. */
export const FindingLevel = z.enum(['ok', 'info', 'warn', 'bad']);
export type FindingLevel = z.infer<typeof FindingLevel>;

export const Finding = z.object({
  /** Stable: programs switch on it. */
  check: z.string(),
  level: FindingLevel,
  /** What was looked at, and what was found. */
  found: z.string(),
  /** null where all is well. */
  meaning: z.string().nullable(),
  advice: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;

export const DoctorReport = z.object({
  checkedAt: z.iso.datetime(),
  dataFolder: z.string(),
  stewardVersion: z.string(),
  worst: FindingLevel,
  findings: z.array(Finding),
});
export type DoctorReport = z.infer<typeof DoctorReport>;
