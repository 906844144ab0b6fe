export { readStoredSettings, saveSetting } from './settings.repository.ts';
