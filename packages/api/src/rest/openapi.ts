import { z } from 'zod';
import type { FileRoute } from './file-routes.ts';
import { createSchemas, type JsonSchema, type Schemas } from './json-schemas.ts';
import { membersOf } from './coerce.ts';
import { Problem } from './problem.ts';
import type { RestRoute } from './route.ts';

export interface OpenApiOptions {
  routes: readonly RestRoute[];
  files: readonly FileRoute[];
  /** Where the paths begin: /api/v1. */
  prefix: string;
  version: string;
}

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

export interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security?: Record<string, string[]>[];
  /** What the role must be allowed to do. */
  'x-permission'?: string;
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, unknown>;
}

export interface OpenApiDocument {
  openapi: '3.1.0';
  info: {
    title: string;
    version: string;
    description: string;
    license: { name: string; identifier: string };
  };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, unknown>;
}

const TAGS: Readonly<Record<string, string>> = {
  access: 'Who may do what: you, members and API keys',
  audit: 'The audit chain as a file',
  demo: 'A demo workspace',
  decisions: 'Decisions on transactions, and what is learned from answers',
  imports: 'Files of banks',
  learning: 'What the model learns from, and the model as a file',
  ledger: 'Accounts, categories, transactions and their changes',
  mlSystem: 'Health and audit of the systems that predict',
  payees: 'Payees',
  review: 'What waits for a person',
  search: 'Payees and categories by name',
  settings: 'Settings of the workspace',
};

/** What was asked could not be done, or Steward could not do it. */
const PROBLEM = { $ref: '#/components/responses/Problem' };
const REFUSED = { '4XX': PROBLEM, '5XX': PROBLEM };

const DESCRIPTION = `Everything that the admin app can do, over HTTP. Send an API key of your workspace as
\`x-api-key\` or as a bearer token. Amounts are whole minor units, dates are calendar dates, instants are UTC. Errors are
problem details (RFC 9457) with a stable \`reason\`. A change that carries an \`Idempotency-Key\` can be sent again: it
is done once and answered alike.`;

/** The OpenAPI document of the routes, generated from the schemas that the procedures check with. */
export function createOpenApi({ routes, files, prefix, version }: OpenApiOptions): OpenApiDocument {
  const schemas = createSchemas();
  const paths: OpenApiDocument['paths'] = {};
  const add = ({ path, method }: { path: string; method: string }, operation: Operation) => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  };
  for (const route of routes) add(route, operationOf(route, schemas));
  for (const file of files) add(file, fileOperationOf(file, schemas));
  const tags = [...new Set([...routes, ...files].map(({ tag }) => tag))].sort();
  const problem = { description: 'Refused', content: problemContent(schemas) };
  return {
    openapi: '3.1.0',
    info: {
      ...{ title: 'Steward', version, description: DESCRIPTION.replaceAll('\n', ' ') },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: prefix }],
    tags: tags.map((name) => ({ name, description: TAGS[name] ?? name })),
    security: [{ apiKey: [] }, { bearer: [] }],
    paths,
    components: {
      schemas: schemas.components([paths, problem]),
      responses: { Problem: problem },
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function problemContent(schemas: Schemas) {
  return { 'application/problem+json': { schema: schemas.of(Problem, 'output') } };
}

function operationOf(route: RestRoute, schemas: Schemas): Operation {
  const { procedure, access, output, tag, summary, description } = route;
  const isPublic = access.rule === 'public';
  const isEmpty = output === null || output instanceof z.ZodVoid;
  const content = isEmpty
    ? {}
    : { content: { 'application/json': { schema: schemas.of(output, 'output') } } };
  return {
    operationId: procedure,
    summary,
    ...(description && { description }),
    tags: [tag],
    ...(isPublic && { security: [{}, { apiKey: [] }, { bearer: [] }] }),
    ...(access.rule === 'workspace' && { 'x-permission': access.action }),
    ...inputOf(route, schemas),
    responses: {
      [isEmpty ? '204' : '200']: { description: 'Done', ...content },
      ...REFUSED,
    },
  };
}

function inputOf(route: RestRoute, schemas: Schemas): Pick<Operation, 'parameters' | 'requestBody'> {
  const { input, method, params } = route;
  const members = Object.entries(membersOf(input) ?? {});
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const parameters = members
    .filter(([name]) => params.includes(name) || !hasBody)
    .map(([name, schema]): Parameter => {
      const isPath = params.includes(name);
      return {
        ...{ name, in: isPath ? 'path' : 'query', schema: schemas.of(schema, 'input') },
        required: isPath || !schema.safeParse(undefined).success,
      };
    });
  const rest = members.filter(([name]) => !params.includes(name));
  const keyed = rest.some(([name]) => name === 'idempotencyKey') ? [IDEMPOTENCY_KEY] : [];
  const all = [...parameters, ...keyed];
  if (!hasBody || rest.length === 0 || input === null) return all.length > 0 ? { parameters: all } : {};
  const schema = schemas.body(input, params);
  const required = ((schema.required as string[] | undefined) ?? []).length > 0;
  return {
    ...(all.length > 0 && { parameters: all }),
    requestBody: { required, content: { 'application/json': { schema } } },
  };
}

const IDEMPOTENCY_KEY: Parameter = {
  ...{ name: 'Idempotency-Key', in: 'header', required: false },
  description: 'In the place of idempotencyKey in the body. The same key and request are done once.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

function fileOperationOf(file: FileRoute, schemas: Schemas): Operation {
  const { method, path, params, query, takes, gives, summary, description, tag, action } = file;
  const parameters = [
    ...params.map((name): Parameter => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query).map(([name, schema]): Parameter => ({
      ...{ name, in: 'query', schema: schemas.of(schema, 'input') },
      required: !schema.safeParse(undefined).success,
    })),
  ];
  const content = Object.fromEntries((takes ?? []).map((type) => [type, { schema: {} }]));
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[/{}]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    ...(description && { description }),
    ...{ tags: [tag], 'x-permission': action },
    ...(parameters.length > 0 && { parameters }),
    ...(takes && { requestBody: { required: true, content } }),
    responses: {
      [String(gives.status)]: {
        description: 'Done',
        content: { [gives.mediaType]: { schema: schemas.of(gives.schema, 'output') } },
      },
      ...REFUSED,
    },
  };
}
