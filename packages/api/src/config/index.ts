export { findConfigProblems, readConfig, type Config } from './config.ts';
