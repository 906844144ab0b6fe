export { PredictingSystem, SystemHealth, SystemStatus } from './health.schema.ts';
export { describeAbsent, describeAccuracyTrend, describeLearning, describeOverall } from './health.ts';
