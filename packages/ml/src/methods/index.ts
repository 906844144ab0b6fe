import { methods as boosting } from '../boosting/index.ts';
import { methods as bayes } from '../bayes/index.ts';
import { methods as calendar } from '../calendar/index.ts';
import { methods as calibration } from '../calibration/index.ts';
import { methods as categoriser } from '../categoriser/index.ts';
import { methods as certainty } from '../certainty/index.ts';
import { methods as conformal } from '../conformal/index.ts';
import { methods as distances } from '../distances/index.ts';
import { methods as distributions } from '../distributions/index.ts';
import { methods as drift } from '../drift/index.ts';
import { methods as encoding } from '../encoding/index.ts';
import { methods as evaluation } from '../evaluation/index.ts';
import { methods as forecasting } from '../forecasting/index.ts';
import { methods as forests } from '../forests/index.ts';
import { methods as linear } from '../linear/index.ts';
import { methods as metrics } from '../metrics/index.ts';
import { methods as neighbours } from '../neighbours/index.ts';
import { methods as outliers } from '../outliers/index.ts';
import { methods as periodicity } from '../periodicity/index.ts';
import { methods as random } from '../random/index.ts';
import { methods as rollout } from '../rollout/index.ts';
import { methods as sequential } from '../sequential/index.ts';
import { methods as statistics } from '../statistics/index.ts';
import { methods as tables } from '../tables/index.ts';
import { methods as trees } from '../trees/index.ts';
import { methods as validation } from '../validation/index.ts';
import type { MethodFolder } from './method.ts';

export type { Method } from './method.ts';

/** Everything that this package can do; docs/ml.md is written from it. */
export const methodFolders: readonly MethodFolder[] = [
  {
    folder: 'categoriser',
    about: 'The model of Steward: labels rows, learns from every correction.',
    methods: categoriser,
  },
  { folder: 'calibration', about: 'Whether a stated confidence is one.', methods: calibration },
  {
    folder: 'certainty',
    about: 'From which confidence on nobody needs to look, and how sure that is.',
    methods: certainty,
  },
  { folder: 'conformal', about: 'Sets and bounds that hold for any distribution.', methods: conformal },
  { folder: 'linear', about: 'Estimators whose scores are sums over columns.', methods: linear },
  { folder: 'bayes', about: 'Classes by what is likely in each.', methods: bayes },
  { folder: 'neighbours', about: 'What similar rows were.', methods: neighbours },
  { folder: 'outliers', about: 'Values that do not belong.', methods: outliers },
  { folder: 'metrics', about: 'How good labels, probabilities and rankings are.', methods: metrics },
  { folder: 'validation', about: 'Whether what was learned holds elsewhere.', methods: validation },
  { folder: 'evaluation', about: 'How well a model would have done.', methods: evaluation },
  {
    folder: 'statistics',
    about: 'Tests, intervals, effect sizes, power. All tests are two-sided.',
    methods: statistics,
  },
  { folder: 'distances', about: 'How far two samples lie apart.', methods: distances },
  { folder: 'sequential', about: 'What may be looked at at any time, and experiments.', methods: sequential },
  { folder: 'rollout', about: 'Who is in when something is rolled out.', methods: rollout },
  { folder: 'drift', about: 'Whether a stream or a feature has changed.', methods: drift },
  {
    folder: 'periodicity',
    about: 'What comes again and again, told from habit.',
    methods: periodicity,
  },
  { folder: 'forecasting', about: 'What a series will be, and how sure that is.', methods: forecasting },
  { folder: 'calendar', about: 'What is known of days, weeks and months beforehand.', methods: calendar },
  { folder: 'boosting', about: 'Many small trees, one after the other.', methods: boosting },
  { folder: 'forests', about: 'Trees that vote.', methods: forests },
  { folder: 'tables', about: 'What estimators learn from.', methods: tables },
  {
    folder: 'trees',
    about: 'Decision trees, forests, and what a prediction owes to each column.',
    methods: trees,
  },
  { folder: 'encoding', about: 'Models as they are stored.', methods: encoding },
  { folder: 'distributions', about: 'Distribution functions, those of @stdlib.', methods: distributions },
  { folder: 'random', about: 'Random numbers that a seed decides.', methods: random },
];
