// Who may know whom (docs/architecture.md). Every rule is an error; tests/rules plants a violation of each.

/** A package and the other packages that it may import. */
const mayImport = {
  'packages/core': [],
  'packages/ml': [],
  'packages/db': ['packages/core'],
  'packages/api': ['packages/core', 'packages/ml', 'packages/db'],
  'packages/client': ['packages/core', 'packages/ml', 'packages/api'],
  'apps/web': ['packages/core', 'packages/api', 'packages/client'],
  'apps/cli': ['packages/core', 'packages/ml', 'packages/client', 'packages/api'],
  'apps/bank-feed': ['packages/client'],
};

const anyBuiltin = 'node:*';

/** What a package may import from outside the workspace, where that is limited. */
const mayUse = {
  'packages/core': ['zod', 'node:crypto'],
  'packages/ml': ['@stdlib/', 'node:zlib'],
  'packages/db': ['@libsql/client', 'drizzle-orm', 'libsql', anyBuiltin],
};

const isTest = '\\.test\\.ts$';
const isConfiguration = '\\.config\\.ts$';

const directions = Object.entries(mayImport).map(([from, allowed]) => ({
  name: `direction-${from.replace('/', '-')}`,
  comment: `${from} imports ${allowed.join(', ') || 'no other package'} and nothing else of this repository.`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: '^(packages|apps|tests|scripts)/', pathNot: [from, ...allowed].map((name) => `^${name}/`) },
}));

/** Matches a dependency by the name it is imported by and by the place where pnpm puts it. */
function pathsOf(name) {
  if (name === anyBuiltin) return [];
  if (name.startsWith('node:')) return [`^(node:)?${name.slice(5)}$`];
  return [`^${name}`, `(^|/)node_modules/${name}`];
}

const outside = Object.entries(mayUse).map(([from, allowed]) => ({
  name: `outside-${from.replace('/', '-')}`,
  comment: `${from} uses ${allowed.join(', ')} and nothing else from outside.`,
  severity: 'error',
  from: { path: `^${from}/src/`, pathNot: [isTest, isConfiguration] },
  to: {
    pathNot: ['^(packages|apps)/', ...allowed.flatMap(pathsOf)],
    ...(allowed.includes(anyBuiltin) ? { dependencyTypesNot: ['core'] } : {}),
  },
}));

const table = '^packages/db/src/[^/]+/[^/]+\\.table\\.ts$';
const featureFolder = '^(?:packages/[^/]+|apps/(?:cli|bank-feed))/src/[^/]+/';

export default {
  forbidden: [
    ...directions,
    ...outside,
    {
      name: 'client-takes-types-only',
      comment: 'The client must run where the server does not: from api it takes types and nothing else.',
      severity: 'error',
      from: { path: '^packages/client/', pathNot: isTest },
      to: { path: '^packages/api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'cli-enters-api-for-the-folder-only',
      comment:
        'What works on a data folder without a server comes by these doors of api; all else goes through the client.',
      severity: 'error',
      from: { path: '^apps/cli/', pathNot: isTest },
      to: { path: '^packages/api/', pathNot: '^packages/api/src/(backup|doctor)/index\\.ts$' },
    },
    {
      name: 'one-door-between-features',
      comment: 'A feature folder is entered by its index.ts, also from its neighbour.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/src/([^/]+)/' },
      to: { path: featureFolder, pathNot: ['^$1/$2/src/$3/', '/src/[^/]+/index\\.ts$', table] },
    },
    {
      name: 'tables-stay-in-db',
      comment:
        'A join needs the tables of both features, so that inside of db they are open, and nowhere else.',
      severity: 'error',
      from: { pathNot: '^packages/db/' },
      to: { path: table },
    },
    {
      name: 'one-door-from-outside',
      comment: 'A feature folder is entered by its index.ts, also by tests, routes and programs.',
      severity: 'error',
      from: { pathNot: ['^(packages|apps)/[^/]+/src/[^/]+/', isConfiguration] },
      to: { path: featureFolder, pathNot: ['/src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'no-cycles',
      comment:
        'Files that need each other at run time are one idea, or hide a third. The type of the context names every service, so that types alone may go round.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-deep-import',
      comment: "A package is entered through its exports; what isn't exported cannot be found.",
      severity: 'error',
      from: { path: '^(packages|apps|tests)/' },
      to: { path: '^@steward/', couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: ['(^|/)(build|\\.svelte-kit|test-results|playwright-report)/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types', 'svelte'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.d.ts'],
    },
  },
};
