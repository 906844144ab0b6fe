export { createId, createIds, idSchema } from './identity.ts';
export { Actor, SYSTEM_ACTOR, type Entropy } from './identity.schema.ts';
