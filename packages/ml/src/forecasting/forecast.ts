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
 * @throws RangeError unless the horizon is a whole number of 1 .. 10,000, and where what grows by a share each period has
 *   grown beyond all numbers.
 */
export function forecast(model: ForecastModel, horizon: number): Float64Array {
  checkHorizon(horizon);
  return checkForecast(extend(model, horizon));
}

function extend(model: ForecastModel, horizon: number): Float64Array {
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

/** The same, if all of it is finite. */
export function checkForecast(said: Float64Array): Float64Array {
  const wrong = said.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1) throw new RangeError(`the forecast ${wrong + 1} periods ahead is not finite`);
  return said;
}

export function checkHorizon(horizon: number): void {
  if (!(Number.isInteger(horizon) && horizon >= 1 && horizon <= 10_000)) {
    throw new RangeError(`a horizon is a whole number of 1 .. 10,000, got ${horizon}`);
  }
}
