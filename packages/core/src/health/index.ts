export { HealthDay, PredictingSystem, SystemHealth, SystemStatus } from './health.schema.ts';
