export { checkNaiveBayes, fitNaiveBayes, predictNaiveBayes } from './naive-bayes.ts';
export { methods } from './methods.ts';
