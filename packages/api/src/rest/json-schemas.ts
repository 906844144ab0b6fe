import {
  ApiKey,
  CreatedKey,
  CreateKey,
  Member,
  PermissionRow,
  WhoAmI,
  WorkspaceMembership,
} from '@steward/core/access';
import { AuditLog, AuditLogPage } from '@steward/core/audit';
import { Decision, DecisionSubject, Explanation, Replay } from '@steward/core/decisions';
import { SystemHealth, SystemStatus } from '@steward/core/health';
import { Actor } from '@steward/core/identity';
import { Import, ImportProfile, ImportRowPage } from '@steward/core/imports';
import { ChangeSet } from '@steward/core/changes';
import { Account, Category, Transaction, TransactionDetail } from '@steward/core/ledger';
import { PayeeDetail } from '@steward/core/payees';
import { AnswerResult, ReviewDetail, ReviewItem, ReviewQueue } from '@steward/core/review';
import { WorkspaceSettings } from '@steward/core/settings';
import { z } from 'zod';
import { Problem } from './problem.ts';

export type JsonSchema = Record<string, unknown>;

type Direction = 'input' | 'output';

export interface Schemas {
  /** The JSON Schema of what a caller sends or gets; named parts are references to the components. */
  of(schema: z.ZodType, direction: Direction): JsonSchema;
  /** An object as it is sent as a body: nothing beside its members, and none of those in the path. */
  body(schema: z.ZodType, inPath: readonly string[]): JsonSchema;
  /** The named parts that these refer to, and those that they refer to in turn. */
  components(referring: readonly unknown[]): Record<string, JsonSchema>;
}

/** What has a name in the document. */
const NAMED = {
  ...{
    Account,
    Actor,
    AnswerResult,
    ApiKey,
    AuditLog,
    AuditLogPage,
    Category,
    ChangeSet,
    CreatedKey,
    CreateKey,
  },
  ...{ Decision, DecisionSubject, Explanation, Import, ImportProfile, ImportRowPage, Member, PayeeDetail },
  ...{ PermissionRow, Problem, Replay, ReviewDetail, ReviewItem, ReviewQueue, SystemHealth, SystemStatus },
  ...{ Transaction, TransactionDetail, WhoAmI, WorkspaceMembership, WorkspaceSettings },
};

const REFERENCE = '#/components/schemas/';

export function createSchemas(): Schemas {
  const components = new Map<string, JsonSchema>();
  const of = (schema: z.ZodType, direction: Direction) => convert(schema, direction, components);
  return {
    of,
    body: (schema, inPath) => withoutMembers(resolve(of(schema, 'input'), components), inPath),
    components: (referring) => {
      const used = findUsed(referring, components);
      const entries = [...components].filter(([name]) => used.has(name));
      return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}

/** A body that is written out leaves the part behind that it was made of, which then nobody needs. */
function findUsed(referring: readonly unknown[], components: ReadonlyMap<string, JsonSchema>): Set<string> {
  const used = new Set<string>();
  const waiting = [...referring];
  while (waiting.length > 0) {
    const references = JSON.stringify(waiting.pop()).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
    for (const [, name = ''] of references) {
      if (used.has(name)) continue;
      used.add(name);
      waiting.push(components.get(name) ?? {});
    }
  }
  return used;
}

const names = z.registry<{ id: string }>();
for (const [id, schema] of Object.entries(NAMED)) names.add(schema, { id });

/** What is sent may differ from what is given, where defaults may be left out: it has a name of its own. */
function nameFor(name: string, direction: Direction): string {
  // The only schemas without a name that refer to themselves are those of any JSON value.
  if (name.startsWith('__schema')) return 'Json';
  return direction === 'input' ? `${name}Input` : name;
}

function convert(schema: z.ZodType, direction: Direction, components: Map<string, JsonSchema>): JsonSchema {
  const {
    $schema: _dialect,
    $defs = {},
    ...whole
  } = z.toJSONSchema(schema, {
    ...{ io: direction, unrepresentable: 'any', metadata: names },
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type !== 'date') return;
      Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
    },
  });
  for (const [name, body] of Object.entries($defs as Record<string, JsonSchema>)) {
    components.set(nameFor(name, direction), repoint(withoutId(body), direction));
  }
  return repoint(whole, direction);
}

/** An object without the members of the path, and without any that it does not know. */
function withoutMembers(schema: JsonSchema, inPath: readonly string[]): JsonSchema {
  const {
    properties = {},
    required = [],
    ...rest
  } = schema as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  const isSent = (name: string) => !inPath.includes(name);
  return {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => isSent(name))),
    // The key may come as a header.
    required: required.filter((name) => isSent(name) && name !== 'idempotencyKey'),
    additionalProperties: false,
  };
}

function resolve(schema: JsonSchema, components: ReadonlyMap<string, JsonSchema>): JsonSchema {
  const { $ref } = schema;
  return typeof $ref === 'string' ? (components.get($ref.slice(REFERENCE.length)) ?? schema) : schema;
}

function withoutId({ id: _id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** References to definitions of their own schema become references to the components. */
function repoint(schema: JsonSchema, direction: Direction): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key !== '$ref' || typeof value !== 'string') return value;
    return `${REFERENCE}${nameFor(value.replace('#/$defs/', ''), direction)}`;
  });
  return JSON.parse(text) as JsonSchema;
}
