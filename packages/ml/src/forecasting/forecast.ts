import { forecastChanges, type ChangesModel } from './changes.ts';
import { forecastSmoothing, type SmoothingModel } from './exponential-smoothing.ts';
import { forecastIntermittent, type IntermittentModel } from './intermittent.ts';
import { forecastDrift, forecastSeasonalNaive, type DriftModel, type SeasonalNaiveModel } from './simple.ts';
import { forecastTheta, type ThetaModel } from './theta.ts';

/** What one method learned from a series: plain data. */
export type ForecastModel =
  SeasonalNaiveModel | DriftModel | SmoothingModel | ThetaModel | ChangesModel | IntermittentModel;

/**
 * The next values of a series, `horizon` of them. O(horizon).
 * @throws RangeError unless the horizon is a whole number of 1 .. 10,000.
 */
export function forecast(model: ForecastModel, horizon: number): Float64Array {
  checkHorizon(horizon);
  switch (model.kind) {
    case 'seasonal naive':
      return forecastSeasonalNaive(model, horizon);
    case 'drift':
      return forecastDrift(model, horizon);
    case 'smoothing':
      return forecastSmoothing(model, horizon);
    case 'theta':
      return forecastTheta(model, horizon);
    case 'changes':
      return forecastChanges(model, horizon);
    default:
      return forecastIntermittent(model, horizon);
  }
}

export function checkHorizon(horizon: number): void {
  if (!(Number.isInteger(horizon) && horizon >= 1 && horizon <= 10_000)) {
    throw new RangeError(`a horizon is a whole number of 1 .. 10,000, got ${horizon}`);
  }
}
