export { decideAutomatic, foldLabel, renewCertificate } from './automation.ts';
export { createAutomation, type AutomationOptions, type AutomationState } from './automation-state.ts';
export { certifyThreshold } from './certified-threshold.ts';
export { labelsNeeded } from './labels-needed.ts';
export { certifyLossThreshold, type Staked } from './loss-threshold.ts';
export { methods } from './methods.ts';
