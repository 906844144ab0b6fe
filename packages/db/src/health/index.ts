export { readDecisionWindow, readDecisionDays, type DecisionWindow } from './health.repository.ts';
