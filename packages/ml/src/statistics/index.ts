export { wilsonInterval } from './wilson.ts';
