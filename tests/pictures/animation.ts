import { decode, encode } from 'fast-png';
import { crc32 } from 'node:zlib';

/** A picture, and for how long it is shown. */
export interface Frame {
  /** A PNG; all of an animation have the same size. */
  png: Uint8Array;
  milliseconds: number;
}

interface Pixels {
  width: number;
  height: number;
  /** Three bytes a pixel. */
  data: Uint8Array;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const SIGNATURE_BYTES = 8;
/** Of one frame: everything but its data. */
const NEVER_DISPOSE = 0;
const REPLACE = 0;

/**
 * An animated PNG that repeats for ever. Of each frame only the box is stored in which it differs from the one before, so
 * that nothing flickers and no colour is lost. Layout: PNG specification, third edition, sections 11.3.6.
 */
export function animate(frames: readonly Frame[]): Uint8Array {
  const pictures = frames.map(({ png }) => readPixels(png));
  const [first] = pictures;
  if (!first) throw new Error('An animation needs a frame.');
  let sequence = 0;
  const drawn = pictures.flatMap((picture, index) => {
    const box = index === 0 ? whole(picture) : differing(pictures[index - 1] ?? picture, picture);
    const control = frameControl(sequence++, box, frames[index]?.milliseconds ?? 0);
    const data = imageData(crop(picture, box));
    if (index === 0) return [control, ...data.map((bytes) => chunk('IDAT', bytes))];
    return [control, ...data.map((bytes) => chunk('fdAT', Buffer.concat([uint32(sequence++), bytes])))];
  });
  const [signature, header] = split(encode({ ...first, channels: 3, depth: 8 }));
  const control = chunk('acTL', Buffer.concat([uint32(frames.length), uint32(0)]));
  return Buffer.concat([signature, header, control, ...drawn, chunk('IEND', new Uint8Array())]);
}

function readPixels(png: Uint8Array): Pixels {
  const { width, height, channels, data } = decode(png);
  const pixels = new Uint8Array(width * height * 3);
  for (let index = 0; index < width * height; index++) {
    for (let colour = 0; colour < 3; colour++) {
      pixels[index * 3 + colour] = data[index * channels + colour] ?? 0;
    }
  }
  return { width, height, data: pixels };
}

const whole = ({ width, height }: Pixels): Box => ({ left: 0, top: 0, width, height });

/** The smallest box around all pixels that differ; one pixel where none does, since a frame cannot be empty. */
function differing(before: Pixels, after: Pixels): Box {
  const { width, height } = after;
  if (before.width !== width || before.height !== height) throw new Error('Frames differ in size.');
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let index = 0; index < width * height; index++) {
    const at = index * 3;
    const isSame = [0, 1, 2].every((colour) => before.data[at + colour] === after.data[at + colour]);
    if (isSame) continue;
    const [x, y] = [index % width, Math.floor(index / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (right < 0) return { left: 0, top: 0, width: 1, height: 1 };
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function crop(picture: Pixels, { left, top, width, height }: Box): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * picture.width + left) * 3;
    data.set(picture.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { width, height, data };
}

/** The compressed data of a picture, as one PNG of it would hold. */
function imageData(pixels: Pixels): Uint8Array[] {
  const png = encode({ ...pixels, channels: 3, depth: 8 }, { zlib: { level: 9 } });
  return split(png)
    .slice(1)
    .filter((bytes) => Buffer.from(bytes.subarray(4, 8)).toString() === 'IDAT')
    .map((bytes) => bytes.subarray(8, bytes.length - 4));
}

/** The signature, then each chunk whole. */
function split(png: Uint8Array): [Uint8Array, Uint8Array, ...Uint8Array[]] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: Uint8Array[] = [];
  for (let at = SIGNATURE_BYTES; at < png.length;) {
    const end = at + view.getUint32(at) + 12;
    chunks.push(png.subarray(at, end));
    at = end;
  }
  const [header, ...rest] = chunks;
  if (!header) throw new Error('A PNG begins with its header.');
  return [png.subarray(0, SIGNATURE_BYTES), header, ...rest];
}

function frameControl(sequence: number, { left, top, width, height }: Box, milliseconds: number): Uint8Array {
  const delay = Buffer.alloc(4);
  delay.writeUInt16BE(milliseconds, 0);
  delay.writeUInt16BE(1_000, 2);
  const numbers = [sequence, width, height, left, top].map(uint32);
  return chunk('fcTL', Buffer.concat([...numbers, delay, Buffer.from([NEVER_DISPOSE, REPLACE])]));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
