import { DomainError } from '@steward/core/errors';
import type { Method } from './route.ts';

interface Findable {
  method: Method;
  segments: readonly (string | null)[];
  params: readonly string[];
}

export interface Found<R> {
  route: R;
  params: Record<string, string>;
}

/** Thrown with the methods that the path has. */
export const METHOD_NOT_ALLOWED = 'method_not_allowed';

/** Finds routes by method and path; a fixed part comes before a parameter. */
export function createRouteFinder<R extends Findable>(routes: readonly R[]) {
  const byLength = Map.groupBy(routes, ({ segments }) => segments.length);
  // The more fixed parts, and the earlier, the sooner it is tried.
  const rank = ({ segments }: R) => segments.map((segment) => (segment === null ? '1' : '0')).join('');
  for (const group of byLength.values()) group.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));

  /** @throws DomainError `route` where nothing is, `method_not_allowed` where only other methods are. */
  return (method: string, path: string): Found<R> => {
    const parts = path.slice(1).split('/').map(decode);
    const onPath = (byLength.get(parts.length) ?? []).filter(({ segments }) => isOn(segments, parts));
    const route = onPath.find((one) => one.method === method);
    if (route) return { route, params: paramsOf(route, parts) };
    if (onPath.length === 0) {
      const message = `There is nothing at ${path}. The document openapi.json lists what there is.`;
      throw new DomainError({ code: 'not_found', reason: 'route', message });
    }
    const allowed = [...new Set(onPath.map((one) => one.method))];
    const message = `${path} takes ${allowed.join(', ')}, not ${method}.`;
    throw new DomainError({ code: 'invalid', reason: METHOD_NOT_ALLOWED, message, details: { allowed } });
  };
}

function isOn(segments: readonly (string | null)[], parts: readonly string[]): boolean {
  return segments.every((segment, index) =>
    segment === null ? (parts[index] ?? '') !== '' : segment === parts[index],
  );
}

function paramsOf({ segments, params }: Findable, parts: readonly string[]): Record<string, string> {
  const values = parts.filter((_, index) => segments[index] === null);
  return Object.fromEntries(params.map((name, index) => [name, values[index] ?? '']));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    const message = `The path has a part that is not percent-encoded as it should be: ${part}.`;
    throw new DomainError({ code: 'invalid', reason: 'path', message });
  }
}
