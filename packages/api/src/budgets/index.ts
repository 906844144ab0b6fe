export { budgetsRouter } from './budgets.router.ts';
export { createBudget, removeBudget, updateBudget } from './budgets.service.ts';
