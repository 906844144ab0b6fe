export { budgetsRouter } from './budgets.router.ts';
export { createBudget } from './budgets.service.ts';
