export { runDecide, DECIDE_USAGE } from './decide.ts';
