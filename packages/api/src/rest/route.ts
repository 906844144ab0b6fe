import type { AnyRouter } from '@trpc/server';
import type { z } from 'zod';
import type { AccessRule, Meta } from '../trpc/index.ts';
import { shapeOf } from '../wire/index.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A procedure as it is reached over REST. */
export interface RestRoute {
  method: Method;
  /** Under the prefix, with parameters in braces: /decisions/{id}. */
  path: string;
  /** The parts of the path; a parameter is null. */
  segments: readonly (string | null)[];
  /** Names of the parameters, in the order of the path. */
  params: readonly string[];
  summary: string;
  description: string | undefined;
  /** The feature it belongs to. */
  tag: string;
  /** The procedure: decisions.decide. */
  procedure: string;
  type: 'query' | 'mutation' | 'subscription';
  access: AccessRule;
  input: z.ZodType | null;
  output: z.ZodType | null;
}

interface Definition {
  type: RestRoute['type'];
  meta?: Meta;
  inputs: readonly z.ZodType[];
  output?: z.ZodType;
}

/** The routes of every procedure that names one. */
export function routesOf(router: AnyRouter): RestRoute[] {
  // Typed as nested routers, but flat when running: one entry a procedure, by its full path.
  const procedures = router._def.procedures as Record<string, { _def: Definition }>;
  return Object.entries(procedures).flatMap(([procedure, { _def }]) => {
    const { type, meta, inputs, output } = _def;
    if (!meta?.route) return [];
    const { rest, summary, description } = meta.route;
    return [
      {
        ...partsOf(rest),
        ...{ summary, description, procedure, type, access: meta.access },
        tag: procedure.split('.')[0] ?? procedure,
        input: inputs[0] ?? null,
        output: output ? shapeOf(output) : null,
      },
    ];
  });
}

/** `GET /decisions/{id}` taken apart. */
export function partsOf(rest: string): Pick<RestRoute, 'method' | 'path' | 'segments' | 'params'> {
  const [method, path = '/'] = rest.split(' ');
  const parts = path.slice(1).split('/');
  const names = parts.map((part) => /^\{(\w+)\}$/.exec(part)?.[1] ?? null);
  return {
    ...{ method: method as Method, path },
    segments: parts.map((part, index) => (names[index] === null ? part : null)),
    params: names.filter((name) => name !== null),
  };
}
