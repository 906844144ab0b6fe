export { HealthDay, PredictingSystem, SystemHealth, SystemStatus } from './health.schema.ts';
export {
  describeAbsent,
  describeAccuracyTrend,
  describeLearning,
  describeOverall,
  type LearningMeasurements,
} from './health.ts';
