export { closingRouter } from './closing.router.ts';
