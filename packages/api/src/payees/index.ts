export { payeesRouter } from './payees.router.ts';
