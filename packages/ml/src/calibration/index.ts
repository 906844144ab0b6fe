export { calibrationErrorInterval } from './calibration-error-interval.ts';
export {
  equalMassCuts,
  expectedCalibrationError,
  shareAtPrecision,
  type Judged,
} from './calibration-error.ts';
export { calibrateScore, fitCalibration, type Calibration } from './calibration.ts';
export { estimatePerformance } from './estimated-performance.ts';
export { methods } from './methods.ts';
export {
  calibrateOnline,
  createOnlineCalibration,
  foldOnlineCalibration,
  type OnlineCalibrationState,
} from './online-calibration.ts';
