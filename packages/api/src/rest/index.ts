export { refuse, type RestAnswer } from './answer.ts';
export { createRest, REST_PREFIX } from './rest.ts';
