const CHANGES_NOTHING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether a request may have been sent by another site with this browser's cookies. One with a key is judged by
 * the key alone: a browser adds no key of its own accord.
 */
export function isCrossSite({ request, url }: { request: Request; url: URL }): boolean {
  if (CHANGES_NOTHING.includes(request.method)) return false;
  const { headers } = request;
  const origin = headers.get('origin');
  if (origin !== null) return origin !== url.origin;
  return headers.has('cookie') && headers.get('sec-fetch-site') !== 'same-origin';
}

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

export function addSecurityHeaders(headers: Headers, isSecure: boolean): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  if (isSecure) headers.set('strict-transport-security', 'max-age=31536000');
}
