const CHANGES_NOTHING = ['GET', 'HEAD', 'OPTIONS'];

interface Sender {
  method: string;
  headers: Headers;
  /** Of the address that was asked: http://localhost:3000. */
  ownOrigin: string;
}

/** Whether a request may have been sent by another site with this browser's cookies. */
export function isCrossSite({ method, headers, ownOrigin }: Sender): boolean {
  if (CHANGES_NOTHING.includes(method)) return false;
  const origin = headers.get('origin');
  if (origin !== null) return origin !== ownOrigin;
  return headers.has('cookie') && headers.get('sec-fetch-site') !== 'same-origin';
}

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': [
    ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'magnetometer'],
    ...['microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
};

/** Of what is no page: it loads nothing, nobody frames it, and nobody keeps it who is not told to. */
export const PLAIN_ANSWER_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'private, no-store',
};

/** What every answer carries. */
export function securityHeaders(isSecure: boolean): Record<string, string> {
  return isSecure
    ? { ...SECURITY_HEADERS, 'strict-transport-security': 'max-age=31536000' }
    : SECURITY_HEADERS;
}
