export { runReplay, REPLAY_USAGE } from './replay.ts';
