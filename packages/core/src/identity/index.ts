export { createId, idSchema } from './identity.ts';
export { pooled } from './pooled.ts';
export { Actor, SYSTEM_ACTOR, type Entropy } from './identity.schema.ts';
