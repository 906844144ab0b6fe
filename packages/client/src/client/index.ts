export { createStewardClient, type StewardClient } from './client.ts';
