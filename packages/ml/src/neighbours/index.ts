export {
  checkNeighbours,
  fitNeighbourClasses,
  fitNeighbourMean,
  predictNeighbourClasses,
  predictNeighbourMean,
} from './nearest-neighbours.ts';
export { methods } from './methods.ts';
