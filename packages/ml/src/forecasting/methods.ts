import type { Method } from '../methods/index.ts';

const SERIES = '[10, 12, 11, 13, 14, 13, 15, 16, 15, 17]';

export const methods: readonly Method[] = [
  {
    title: 'Combination',
    functions: ['fitCombination', 'forecastCombination'],
    tells: 'What a series will be: six methods together, which is better than each of them.',
    definition:
      'weighted mean of two exponential smoothings, damped trend, two thetas and changes; half of each weight is the same for all, half by the inverse of its rolling-origin error',
    source: 'J. M. Bates and C. W. J. Granger (1969), ORQ 20; the choice of members is our own',
    cost: 'time O(6,000 n), memory O(n)',
    example: `forecastCombination(fitCombination(${SERIES}, { period: 1 }), 1)[0].toFixed(1)`,
  },
  {
    title: 'Intervals around a forecast',
    functions: ['fitSpread'],
    tells: 'How far from the forecast the truth lies with a stated probability.',
    definition: 'mean absolute error h periods ahead x the conformal quantile of errors divided by it',
    source: 'V. Vovk, A. Gammerman and G. Shafer (2005); K. Stankeviciute et al. (2021), NeurIPS',
    cost: 'time O(10,000 n), memory O(24 horizon)',
    example: 'fitSpread([1, 2, 3], { period: 1, horizon: 1, risk: 0.1 }).status',
  },
  {
    title: 'Regression on the calendar',
    functions: ['fitRegression', 'forecastRegression'],
    tells: 'What a series will be, by what is known beforehand and by the series itself.',
    definition:
      'y = sum coefficient (x - mean x) + rest; generalised least squares under a moving level, of the columns that lower AICc + 2 ln(columns) each; as much of it as would have served best in the past; the rest by another method',
    source:
      'R. J. Hyndman et al. (2008), section 9.1; D. P. Foster and E. I. George (1994), Annals of Statistics 22; the share that is kept is our own',
    cost: 'time O(54 n columns^2) and that of the method for the rest, memory O(n columns)',
    example: `fitRegression([3, 6, 3, 3, 7, 3, 3, 8, 3, 3, 8, 3], { period: 1, regressors: { names: ['is pay day'], columns: [Float64Array.of(0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0)] } }).share`,
  },
  {
    title: 'Trend and seasons apart',
    functions: ['decomposeSeries'],
    tells: 'A series in trend, seasons and what is left, outliers kept out if wanted.',
    definition:
      'STL: local regressions of lines on the series less its seasons, and on each place of the season',
    source: 'R. B. Cleveland et al. (1990), Journal of Official Statistics 6',
    cost: 'time O(n (trend span + period)), 6 times that if robust; memory O(n)',
    example: 'decomposeSeries([5, 9, 6, 10, 7, 11, 8, 12, 9, 13], { period: 2 }).trend.at(-1).toFixed(1)',
  },
  {
    title: 'Exponential smoothing',
    functions: ['fitSmoothing', 'selectSmoothing', 'forecast'],
    tells: 'Simple, Holt, damped and Holt-Winters smoothing, of one form or of the form that Akaike prefers.',
    definition: 'innovations state space models, by maximum likelihood; AICc over up to 15 forms',
    source: 'R. J. Hyndman et al. (2008), Forecasting with exponential smoothing',
    cost: 'time O(400 n) a form, memory O(n)',
    example: `forecast(selectSmoothing(${SERIES}, { period: 1 }), 1)[0].toFixed(1)`,
  },
  {
    title: 'Theta',
    functions: ['fitTheta', 'hasSeasons'],
    tells: 'The straight line through a series, and the smoothed line that is bent more than it.',
    definition: 'seasons taken out by the test of 90 %; theta 2, or chosen by one-step errors',
    source: 'V. Assimakopoulos and K. Nikolopoulos (2000), IJF 16; J. Fiorucci et al. (2016), IJF 32',
    cost: 'time O(200 n), memory O(n)',
    example: `fitTheta(${SERIES}, { period: 1 }).theta`,
  },
  {
    title: 'Changes',
    functions: ['fitChanges'],
    tells: 'Changes that lean on the two before them, with half of the drift.',
    definition: 'AR(2) of the changes of logarithms by Yule-Walker',
    source: 'G. E. P. Box and G. M. Jenkins (1970); the half is our own',
    cost: 'time and memory O(n)',
    example: `fitChanges(${SERIES}, { period: 1 }).isLog`,
  },
  {
    title: 'Simple forecasts',
    functions: ['fitSeasonalNaive', 'fitDrift'],
    tells: 'The last season again; the line from the first to the last value.',
    definition: 'what every other method is held against',
    source: 'R. J. Hyndman and G. Athanasopoulos (2021), Forecasting: principles and practice, 5.2',
    cost: 'time and memory O(n)',
    example: `fitDrift(${SERIES}, { period: 1 }).slope.toFixed(3)`,
  },
  {
    title: 'Spending now and then',
    functions: ['fitCroston', 'fitTsb'],
    tells: 'The mean of what is spent in some periods and not in others.',
    definition: 'sizes smoothed apart from intervals (Croston, corrected) or from the probability (TSB)',
    source: 'A. Syntetos and J. Boylan (2005), IJF 21; R. Teunter, A. Syntetos and M. Babai (2011), EJOR 214',
    cost: 'time and memory O(n)',
    example: 'fitCroston([0, 0, 5, 0, 0, 5, 0, 0, 5], { period: 1 }).probability',
  },
];
