export { readDecisionWindow, readDecisionDays } from './health.repository.ts';
