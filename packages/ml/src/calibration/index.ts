export { expectedCalibrationError, shareAtPrecision, type Judged } from './calibration-error.ts';
export { methods } from './methods.ts';
