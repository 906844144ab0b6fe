export { expectedCalibrationError, shareAtPrecision, type Judged } from './calibration-error.ts';
