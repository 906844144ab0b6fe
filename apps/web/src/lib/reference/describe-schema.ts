/** A JSON Schema as the document has it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  required?: string[];
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  default?: unknown;
  description?: string;
}

/** A field as a row of a table. */
export interface FieldRow {
  name: string;
  type: string;
  isRequired: boolean;
  /** Limits and default, in words; empty where there are none. */
  note: string;
}

const LARGEST = Number.MAX_SAFE_INTEGER;
const PREFIX = '#/components/schemas/';

export function nameOfReference($ref: string): string {
  return $ref.slice(PREFIX.length);
}

/** A type in words: "list of Decision", "text or null". */
export function describeType(schema: JsonSchema): string {
  if (schema.$ref) return nameOfReference(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return [...new Set(variants.map(describeType))].join(' or ');
  if (Array.isArray(schema.type))
    return schema.type.map((type) => describeType({ ...schema, type })).join(' or ');
  switch (schema.type) {
    case 'array':
      return `list of ${schema.items ? describeType(schema.items) : 'anything'}`;
    case 'string':
      return schema.format === 'date-time' ? 'instant' : schema.format === 'date' ? 'date' : 'text';
    case 'integer':
      return 'whole number';
    case 'number':
      return 'number';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'object':
      return schema.properties ? 'object' : 'map';
    default:
      return 'anything';
  }
}

/** The fields of an object, one row each; members of objects without a name of their own below them. */
export function describeFields(schema: JsonSchema, prefix = ''): FieldRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = `${prefix}${key}`;
    const isRequired = schema.required?.includes(key) ?? false;
    const inside = field.items?.properties ? field.items : field.properties ? field : null;
    const row = { name, type: describeType(field), isRequired, note: describeLimits(field) };
    return [row, ...(inside ? describeFields(inside, `${name}${field.items ? '[]' : ''}.`) : [])];
  });
}

export function describeLimits(schema: JsonSchema): string {
  const { minimum, maximum, minLength, maxLength, maxItems, default: preset, description } = schema;
  const isLimit = (limit: number | undefined): limit is number =>
    limit !== undefined && Math.abs(limit) < LARGEST;
  return [
    description,
    isLimit(minimum) && `at least ${minimum}`,
    isLimit(maximum) && `at most ${maximum}`,
    isLimit(minLength) && minLength > 1 && `at least ${minLength} characters`,
    isLimit(maxLength) && `at most ${maxLength} characters`,
    isLimit(maxItems) && `at most ${maxItems}`,
    preset !== undefined && `${JSON.stringify(preset)} when left out`,
  ]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join('; ');
}

type Named = Readonly<Record<string, JsonSchema>>;

/** A value that a schema takes, to be shown as an example. */
export function exampleOf(schema: JsonSchema, named: Named, name = ''): unknown {
  if (schema.$ref) return exampleOf(named[nameOfReference(schema.$ref)] ?? {}, named, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined && schema.default !== null) return schema.default;
  const [variant] = schema.anyOf ?? schema.oneOf ?? [];
  if (variant) return exampleOf(variant, named, name);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key))
          .map(([key, field]) => [key, exampleOf(field, named, key)]),
      );
    case 'array':
      return schema.items ? [exampleOf(schema.items, named, name)] : [];
    case 'integer':
    case 'number':
      return name === 'amountMinor' ? -1250 : Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return exampleText(schema, name);
  }
}

const TEXTS: Readonly<Record<string, string>> = {
  currency: 'EUR',
  baseCurrency: 'EUR',
  payee: 'Corner Market',
  externalId: 'app-1042',
  categoryId: 'cat_…',
  decisionId: 'dec_…',
  idempotencyKey: '7b0c…',
  name: 'Groceries',
};

function exampleText({ format }: JsonSchema, name: string): string {
  if (format === 'date') return '2026-11-22';
  if (format === 'date-time') return '2026-11-22T09:30:00.000Z';
  return TEXTS[name] ?? (/Ids?$/.test(name) ? '…' : 'text');
}
