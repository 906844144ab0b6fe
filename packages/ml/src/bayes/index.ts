export {
  checkNaiveBayes,
  fitNaiveBayes,
  predictNaiveBayes,
  type NaiveBayesModel,
  type NaiveBayesOptions,
} from './naive-bayes.ts';
export { methods } from './methods.ts';
