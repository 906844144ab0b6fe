export { measuredSchema, measured, notMeasured, type Measured } from './measured.ts';
