/** The shape of the repository, as a function of its files; tests/structure.test.ts applies it to the real ones. */

export interface SourceFile {
  /** From the top of the repository, with forward slashes. */
  path: string;
  text: string;
}

export const allowedAtTop = [
  ...['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', 'turbo.json', 'tsconfig.base.json'],
  ...['README.md', 'CONTRIBUTING.md', 'LICENSE'],
  ...['apps', 'packages', 'tests', 'scripts', 'docs'],
  ...['.ci', '.github', '.gitignore', '.gitattributes', '.editorconfig', '.nvmrc'],
  ...['.prettierrc.json', '.prettierignore', '.dependency-cruiser.mjs'],
  ...['eslint.config.js', 'knip.json', 'vitest.config.ts'],
];

/** One word names a feature everywhere: folder, router, table prefix, page. */
const features = [
  ...['ledger', 'changes', 'imports', 'statements', 'payees', 'decisions', 'review', 'matches'],
  ...['feedback', 'learning'],
  ...['audit', 'health', 'alerts', 'automation', 'explain', 'access', 'account', 'settings', 'demo'],
  ...['training', 'registry', 'experiments', 'drift', 'data-quality', 'feature-importance'],
  ...['budgets', 'recurring', 'backup', 'doctor', 'search', 'webhooks', 'closing', 'attachments'],
];

/** What a package has below its features; these words belong to that package alone. */
const foundations: Record<string, readonly string[]> = {
  'packages/core': [
    'errors',
    'money',
    'calendar',
    'identity',
    'measured',
    'canonical',
    'config',
    'coordinator',
  ],
  'packages/ml': [
    ...['categoriser', 'calibration', 'certainty', 'conformal', 'evaluation', 'methods', 'metrics'],
    ...['distributions', 'random', 'statistics', 'distances', 'sequential', 'rollout'],
    ...['tables', 'encoding', 'calendar', 'forecasting', 'trees', 'boosting', 'forests'],
    ...['linear', 'bayes', 'neighbours', 'outliers', 'validation', 'periodicity'],
  ],
  'packages/db': ['client', 'control', 'migrations'],
  'packages/api': [
    'trpc',
    'router',
    'rest',
    'http',
    'runtime',
    'engine',
    'log',
    'config',
    'jobs',
    'wire',
    'mail',
  ],
  'packages/client': ['client', 'offline'],
  'apps/cli': ['evaluate', 'replay', 'arguments', 'output', 'commands', 'connection', 'manual'],
  'apps/bank-feed': ['feed'],
};

const grabBags = ['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'manager', 'shared', 'types'];
const isCode = /\.(ts|js|mjs|svelte)$/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

// Written apart, so that this file does not contain what it forbids.
const forbiddenWords: readonly [string, RegExp][] = [
  ['a note of unfinished work', new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`)],
  ['a test that is left out', /\b(it|test|describe|suite)\.(skip|only|todo|fixme)\b/],
  [
    'a rule switched off',
    new RegExp('eslint-' + 'disable|@ts-' + 'ignore|@ts-' + 'nocheck|prettier-' + 'ignore'),
  ],
];

/** Says what is wrong with the files, one sentence each; nothing when all is well. */
export function structureViolations(files: readonly SourceFile[]): string[] {
  const paths = files.map((file) => file.path);
  return [
    ...topViolations(paths),
    ...featureViolations(paths),
    ...nameViolations(paths),
    ...wordViolations(files),
  ];
}

function topViolations(paths: readonly string[]): string[] {
  const names = new Set(paths.map((path) => path.split('/')[0] ?? path));
  return [...names]
    .filter((name) => !allowedAtTop.includes(name))
    .map((name) => `${name} does not belong at the top`);
}

function featureViolations(paths: readonly string[]): string[] {
  const violations: string[] = [];
  for (const [home, own] of Object.entries(foundations)) {
    const inside = paths.filter((path) => path.startsWith(`${home}/src/`));
    const folders = new Set<string>();
    for (const path of inside) {
      const [first = '', ...rest] = path.slice(`${home}/src/`.length).split('/');
      if (rest.length > 0) folders.add(first);
      else if (path !== `${home}/src/main.ts` || !home.startsWith('apps/'))
        violations.push(`${path} stands outside of a feature folder`);
    }
    for (const folder of folders) {
      if (![...features, ...own].includes(folder))
        violations.push(`${home}/src/${folder} is no known feature`);
      if (!paths.includes(`${home}/src/${folder}/index.ts`))
        violations.push(`${home}/src/${folder} has no index.ts`);
    }
  }
  return violations;
}

function nameViolations(paths: readonly string[]): string[] {
  const violations: string[] = [];
  for (const path of paths.filter((candidate) => isCode.test(candidate))) {
    const words = path.split('/').flatMap((segment) => segment.replace(isCode, '').split('.'));
    const grabBag = words.find((word) => grabBags.includes(word.toLowerCase()));
    if (grabBag) violations.push(`${path} is named ${grabBag}, which says nothing of what is in it`);
    const file = path.split('/').at(-1) ?? path;
    const isPackageSource = /^(packages\/[^/]+|apps\/(cli|bank-feed))\/src\//.test(path);
    if (
      isPackageSource &&
      !file
        .replace(isCode, '')
        .split('.')
        .every((word) => kebab.test(word))
    ) {
      violations.push(`${path} is not in kebab-case`);
    }
    if (/^apps\/web\/src\/lib\/.*\.svelte$/.test(path) && !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(file)) {
      violations.push(`${path} is a component that is not in PascalCase`);
    }
  }
  return violations;
}

function wordViolations(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => isCode.test(file.path))
    .flatMap(({ path, text }) =>
      forbiddenWords.filter(([, pattern]) => pattern.test(text)).map(([what]) => `${path} contains ${what}`),
    );
}
