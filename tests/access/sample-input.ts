import { z } from 'zod';

interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;

  items?: JsonSchema;
  pattern?: string;
  format?: string;
  minimum?: number;
  minLength?: number;
}

/** Ids to aim with: the first whose prefix a field asks for, or for an id without a prefix each in turn. */
export type Ids = readonly string[];

/** The same with nothing in it that may be left out: lists without a filter. */
export function leastInput(schema: unknown, ids: Ids): unknown {
  const whole = sampleInput(schema, ids);
  if (!(schema instanceof z.ZodType) || typeof whole !== 'object' || whole === null) return whole;
  const { required = [] } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return Object.fromEntries(Object.entries(whole).filter(([name]) => required.includes(name)));
}

/** An input that a procedure's schema would take, with every id in it one of `ids`. */
export function sampleInput(schema: unknown, ids: Ids): unknown {
  if (!(schema instanceof z.ZodType)) return undefined;
  return sampleOf(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema, ids, '');
}

function sampleOf(schema: JsonSchema, ids: Ids, name: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const variant = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.[0];
  if (variant) return sampleOf(variant, ids, name);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, property]) => [key, sampleOf(property, ids, key)]),
      );
    case 'array':
      return schema.items ? [sampleOf(schema.items, ids, name.replace(/s$/, ''))] : [];
    case 'string':
      return sampleText(schema, ids, name);
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    default:
      return undefined;
  }
}

const PREFIXES: Record<string, string> = {
  accountId: 'acc_',
  categoryId: 'cat_',
  from: 'cat_',
  into: 'cat_',
  parentId: 'cat_',
  payeeId: 'pay_',
  intoPayeeId: 'pay_',
  transactionId: 'txn_',
  decisionId: 'dec_',
  importId: 'imp_',
};

function sampleText({ pattern, format, minLength }: JsonSchema, ids: Ids, name: string): string {
  const prefix = /^\^([a-z]+_)/.exec(pattern ?? '')?.[1] ?? PREFIXES[name];
  const id = prefix === undefined ? undefined : ids.find((one) => one.startsWith(prefix));
  if (id !== undefined) return id;
  if (format === 'date' || name.toLowerCase().includes('date')) return '2026-11-22';
  if (name === 'currency' || name === 'baseCurrency') return 'EUR';
  if (/^id$|Ids?$/.test(name)) return ids[0] ?? 'none';
  return 'x'.repeat(Math.max(minLength ?? 1, 1));
}
