import { DomainError } from '@steward/core/errors';

/** Largest form of a page; files go to the endpoint of imports, which has a limit of its own. */
const LARGEST_BYTES = 1_000_000;

/**
 * Makes `formData` of a request to a page keep to a limit while it reads, and say in words what cannot be read:
 * without that a form that is cut off or no form is a failure of the server, and a large one fills its memory.
 */
export function guardForm(request: Request): void {
  Object.defineProperty(request, 'formData', { value: () => readForm(request) });
}

/** @throws DomainError `form` or `form_size`. */
async function readForm(request: Request): Promise<FormData> {
  const body = await readWithin(request.body);
  const type = request.headers.get('content-type') ?? '';
  try {
    return await new Response(body, { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    const message =
      'The form could not be read: it was cut off, or is not sent as a form. Reload the page and send it again.';
    throw new DomainError({ code: 'invalid', reason: 'form', message, cause });
  }
}

async function readWithin(body: ReadableStream<Uint8Array> | null): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  let bytes = 0;
  for (;;) {
    const next = await reader?.read();
    if (next?.value === undefined) return new Blob(chunks);
    bytes += next.value.byteLength;
    if (bytes > LARGEST_BYTES) {
      const message = `The form is larger than ${LARGEST_BYTES / 1_000_000} MB: shorten what stands in its fields.`;
      throw new DomainError({ code: 'too_large', reason: 'form_size', message });
    }
    chunks.push(new Uint8Array(next.value));
  }
}
