export {
  checkNeighbours,
  fitNeighbourClasses,
  fitNeighbourMean,
  predictNeighbourClasses,
  predictNeighbourMean,
  type NeighbourClasses,
  type NeighbourMean,
  type NeighboursOptions,
} from './nearest-neighbours.ts';
export { methods } from './methods.ts';
