import { z } from 'zod';
import { measuredSchema } from '../measured/index.ts';

export const PredictingSystem = z.enum(['learning', 'intelligence', 'budget_allocation', 'coordinator']);
export type PredictingSystem = z.infer<typeof PredictingSystem>;

const share = measuredSchema(z.number().min(0).max(1));
const milliseconds = measuredSchema(z.number().min(0));

export const SystemStatus = z.object({
  system: PredictingSystem,
  /** null: nothing was measured, so nothing is said. */
  status: z.enum(['healthy', 'degraded', 'error', 'offline']).nullable(),
  lastUpdate: z.date().nullable(),
  confidence: share,
  errorRate: share,
  responseTime: milliseconds,
  dataQualityScore: measuredSchema(z.number().min(0).max(100)),
  accuracy: share,
  responseTimeP95: milliseconds,
  decisionsPerDay: measuredSchema(z.number().min(0)),
  /** Share of decisions at .9 or above: what a rule could take over. */
  shareAutomatic: share,
});
export type SystemStatus = z.infer<typeof SystemStatus>;

export const HealthDay = z.object({
  day: z.iso.date(),
  decisions: z.number().int(),
  meanConfidence: z.number().nullable(),
  reviewed: z.number().int(),
  right: z.number().int(),
});

export const SystemHealth = z.object({
  overall: z.object({
    status: z.enum(['healthy', 'degraded', 'critical']).nullable(),
    score: measuredSchema(z.number().min(0).max(100)),
    lastCheck: z.date(),
  }),
  systems: z.array(SystemStatus),
  alerts: z.array(
    z.object({
      severity: z.enum(['info', 'warning', 'error', 'critical']),
      system: PredictingSystem,
      message: z.string(),
      timestamp: z.date(),
      acknowledged: z.boolean(),
    }),
  ),
  trends: z.object({
    accuracy: measuredSchema(z.enum(['improving', 'stable', 'declining'])),
    performance: measuredSchema(z.enum(['improving', 'stable', 'declining'])),
    usage: measuredSchema(z.enum(['increasing', 'stable', 'decreasing'])),
  }),
  recommendations: z.array(z.string()),
  days: z.array(HealthDay),
});
export type SystemHealth = z.infer<typeof SystemHealth>;
