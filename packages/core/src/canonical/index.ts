export {
  CanonicalText,
  canonicalJson,
  type CanonicalObject,
  type JsonObject,
  type JsonValue,
} from './canonical-json.ts';
export { sha256Hex } from './sha256.ts';
