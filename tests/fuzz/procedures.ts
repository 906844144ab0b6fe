import { appRouter } from '@steward/api/router';
import { z } from 'zod';

interface Definition {
  meta?: { access?: { rule: string }; route?: { rest: string } };
  type: 'query' | 'mutation';
  inputs: unknown[];
}

export interface FuzzedProcedure {
  path: string;
  type: 'query' | 'mutation';
  schema: z.ZodType | null;
  /** Method and path over REST; null where it has none. */
  rest: { method: string; path: string } | null;
}

// Typed as nested routers, but flat when running: one entry a procedure, by its full path.
const definitions = appRouter._def.procedures as unknown as Record<string, { _def: Definition }>;

export const procedures: readonly FuzzedProcedure[] = Object.entries(definitions).map(([path, { _def }]) => {
  const [schema] = _def.inputs;
  const [method = '', restPath = ''] = _def.meta?.route?.rest.split(' ') ?? [];
  return {
    ...{ path, type: _def.type, schema: schema instanceof z.ZodType ? schema : null },
    rest: _def.meta?.route ? { method, path: restPath } : null,
  };
});
