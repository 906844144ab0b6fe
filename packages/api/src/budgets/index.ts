export { budgetsRouter } from './budgets.router.ts';
