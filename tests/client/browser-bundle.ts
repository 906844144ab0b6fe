import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

/** What a browser app gets of the client: one file for pages and workers. Refuses what only a server has. */
export async function bundleForBrowser(): Promise<string> {
  const result = await build({
    ...{ configFile: false, logLevel: 'silent', root: import.meta.dirname },
    plugins: [refuseBuiltins],
    build: {
      ...{ write: false, minify: true },
      lib: { entry: join(import.meta.dirname, 'exercise.ts'), formats: ['es'], fileName: 'exercise' },
    },
  });
  const [{ output }] = result as [Rolldown.RolldownOutput];
  if (output.length !== 1) throw new Error(`The bundle has ${output.length} files instead of one.`);
  return output[0].code;
}

const refuseBuiltins: Plugin = {
  ...{ name: 'refuse-builtins', enforce: 'pre' },
  resolveId: (id, importer) => {
    if (isBuiltin(id)) throw new Error(`${importer ?? 'the client'} imports ${id}, which no browser has.`);
    return null;
  },
};
