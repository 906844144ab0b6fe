import { styleText } from 'node:util';
import type { Terminal } from './terminal.ts';

type Colour = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

/** Text in a colour where there are colours. */
export function paint({ hasColour }: Pick<Terminal, 'hasColour'>, colour: Colour, text: string): string {
  return hasColour ? styleText(colour, text, { validateStream: false }) : text;
}
