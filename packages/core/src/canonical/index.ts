export { canonicalJson, type JsonValue, type JsonObject } from './canonical-json.ts';
export { sha256Hex } from './sha256.ts';
