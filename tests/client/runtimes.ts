import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * The program of a runtime that comes as an npm package: it lies in the one of its optional dependencies that is made
 * for this machine. Their install scripts, which do not run, would only copy it.
 */
export function programOf(runtime: 'bun' | 'deno'): string {
  const requireHere = createRequire(import.meta.url);
  const manifest = requireHere.resolve(`${runtime}/package.json`);
  const { optionalDependencies } = requireHere(manifest) as { optionalDependencies: Record<string, string> };
  const requireThere = createRequire(manifest);
  const file = process.platform === 'win32' ? `${runtime}.exe` : runtime;
  for (const name of Object.keys(optionalDependencies)) {
    const folder = folderOf(requireThere, name);
    const found = [join('bin', file), file].map((path) => join(folder ?? '', path)).find(existsSync);
    if (folder !== null && found !== undefined) return found;
  }
  throw new Error(`${runtime} has no package for ${process.platform} ${process.arch}.`);
}

function folderOf(from: NodeJS.Require, name: string): string | null {
  try {
    return dirname(from.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}
