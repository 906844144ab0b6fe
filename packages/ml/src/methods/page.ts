import type { MethodFolder } from './method.ts';

interface Facts {
  /** What the example of a method gives, as text. */
  resultOf: (example: string) => string;
  /** The folders of the project that import any of these functions of a folder. */
  usersOf: (folder: string, functions: readonly string[]) => readonly string[];
}

/** docs/ml.md: every method with its definition, source, cost, example and who uses it. */
export function writePage(folders: readonly MethodFolder[], { resultOf, usersOf }: Facts): string {
  const contents = folders.map(
    ({ folder, about }) => `- [${folder}](#${folder}): ${about.charAt(0).toLowerCase()}${about.slice(1)}`,
  );
  const sections = folders.flatMap(({ folder, about, methods }) => [
    `## ${folder}`,
    about,
    ...methods.flatMap(({ title, functions, tells, definition, source, cost, example }) => {
      const users = usersOf(folder, functions);
      return [
        `### ${title}`,
        functions.map(code).join(' · '),
        tells,
        [`    ${example}`, `    → ${resultOf(example)}`].join('\n'),
        [
          `- Definition: ${code(definition)}`,
          `- Source: ${source}`,
          `- Cost: ${cost}`,
          `- Used in: ${users.length === 0 ? 'nothing outside of its folder yet' : users.map(code).join(', ')}`,
        ].join('\n'),
      ];
    }),
  ]);
  return `${[INTRODUCTION, contents.join('\n'), ...sections].join('\n\n')}\n`;
}

const INTRODUCTION = `# The methods of packages/ml

Everything below is made from the records beside the methods (\`packages/ml/src/*/methods.ts\`); a test keeps the page equal to them, runs every example, and refuses a function without a record. \`UPDATE_DOCS=1 vitest run packages/ml/src/methods\` writes it anew. Who uses a method is read from the imports.

Methods refuse what is no number with a RangeError that names it; too little data is an answer of its own, \`{ status: 'insufficient_data', needed, has }\`, never a 0. What is random takes its numbers from a seed. Values that other projects publish are compared in \`tests/reference\`, with the reason where ours differ.`;

function code(text: string): string {
  return `\`${text}\``;
}
