import {
  describeFields,
  describeLimits,
  describeType,
  exampleOf,
  nameOfReference,
  type FieldRow,
  type JsonSchema,
} from './describe-schema.ts';

/** The parts of an OpenAPI document that the page shows. */
export interface Document {
  tags: readonly { name: string; description: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: { schemas?: Readonly<Record<string, JsonSchema>> };
}

interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  'x-permission'?: string;
  parameters?: { name: string; in: string; required: boolean; description?: string; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses: Record<string, unknown>;
}

export interface ShownOperation {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string | null;
  permission: string | null;
  parameters: (FieldRow & { place: string })[];
  body: FieldRow[];
  /** Media types that it takes; empty without a body. */
  takes: string[];
  answer: { status: string; type: string; name: string | null; fields: FieldRow[] };
  curl: string;
}

export interface ShownGroup {
  name: string;
  description: string;
  operations: ShownOperation[];
}

export interface ShownSchema {
  name: string;
  fields: FieldRow[];
  /** For a schema that is no object. */
  type: string;
}

/** What the reference shows: operations by their feature, then the shapes that they speak of. */
export function describeDocument(
  document: Document,
  origin: string,
): { groups: ShownGroup[]; schemas: ShownSchema[] } {
  const named = document.components.schemas ?? {};
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0] ?? '',
      shown: describeOperation({ path, method: method.toUpperCase(), operation, named, origin }),
    })),
  );
  const groups = document.tags.map(({ name, description }) => ({
    name,
    description,
    operations: operations.filter(({ tag }) => tag === name).map(({ shown }) => shown),
  }));
  const schemas = Object.entries(named).map(([name, schema]) => {
    return { name, fields: describeFields(schema), type: describeType(schema) };
  });
  return { groups, schemas };
}

interface Place {
  path: string;
  method: string;
  operation: Operation;
  named: Readonly<Record<string, JsonSchema>>;
  origin: string;
}

function describeOperation(place: Place): ShownOperation {
  const { path, method, operation } = place;
  const { operationId, summary, description, parameters = [], requestBody } = operation;
  const content = requestBody?.content ?? {};
  const body = content['application/json']?.schema as JsonSchema | undefined;
  return {
    ...{ id: operationId, method, path, summary },
    ...{ description: description ?? null, permission: operation['x-permission'] ?? null },
    parameters: parameters.map((parameter) => {
      const schema = parameter.schema as JsonSchema;
      return {
        ...{ name: parameter.name, place: parameter.in, isRequired: parameter.required },
        ...{ type: describeType(schema), note: parameter.description ?? describeLimits(schema) },
      };
    }),
    body: body ? describeFields(body) : [],
    takes: Object.keys(content),
    answer: describeAnswer(operation),
    curl: curlOf(place, body),
  };
}

function describeAnswer({ responses }: Operation): ShownOperation['answer'] {
  const [status = '200'] = Object.keys(responses).filter((key) => key.startsWith('2'));
  const response = responses[status] as { content?: Record<string, { schema: JsonSchema }> } | undefined;
  const [mediaType, content] = Object.entries(response?.content ?? {})[0] ?? [];
  if (!content) return { status, type: 'nothing', name: null, fields: [] };
  const { schema } = content;
  if (mediaType !== 'application/json') return { status, type: mediaType ?? '', name: null, fields: [] };
  const reference = schema.$ref ?? schema.items?.$ref;
  return {
    ...{ status, type: describeType(schema), fields: describeFields(schema) },
    name: reference ? nameOfReference(reference) : null,
  };
}

function curlOf({ path, method, operation, named, origin }: Place, body: JsonSchema | undefined): string {
  const address = `${origin}/api/v1${path}`;
  const takesFile = operation.requestBody && !body;
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${address}'`,
    `-H 'x-api-key: $STEWARD_API_KEY'`,
    body && `-H 'content-type: application/json'`,
    operation.parameters?.some(({ name }) => name === 'Idempotency-Key') &&
      `-H "idempotency-key: $(uuidgen)"`,
    body && `-d '${JSON.stringify(exampleOf(body, named))}'`,
    takesFile && `-H 'content-type: text/csv' --data-binary @bank.csv`,
  ]
    .filter((part): part is string => typeof part === 'string')
    .join(' \\\n  ')
    .replace(`'x-api-key: $STEWARD_API_KEY'`, `"x-api-key: $STEWARD_API_KEY"`);
}
