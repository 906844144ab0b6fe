export const BLOCK = 512;

export interface EntryHead {
  name: string;
  sizeBytes: number;
  /** Whole seconds since 1970. */
  modifiedAt: number;
}

/** Bytes of a name, and of the folders that stand before a longer one. */
const [MOST_NAME, MOST_PREFIX, PREFIX_AT] = [100, 155, 345];

/** Sizes from here on do not fit into eleven octal digits. */
const OCTAL_LIMIT = 8 ** 11;

/**
 * The header of a tar entry (POSIX ustar; large sizes in base 256, as GNU tar writes them). The same head
 * always gives the same bytes, so that a reader can demand exactly these and no damaged byte goes unseen.
 */
export function writeHeader({ name, sizeBytes, modifiedAt }: EntryHead): Buffer {
  const header = Buffer.alloc(BLOCK);
  const { folder, rest } = splitName(name);
  header.write(rest, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  writeSize(header, sizeBytes);
  header.write(`${modifiedAt.toString(8).padStart(11, '0')}\0`, 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(folder, PREFIX_AT);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** A name that is too long for its field is parted at its last slash, as ustar does it. */
function splitName(name: string): { folder: string; rest: string } {
  if (!canHold(name)) throw new Error(`${name} is too long a name for an entry`);
  if (Buffer.byteLength(name) <= MOST_NAME) return { folder: '', rest: name };
  const at = name.lastIndexOf('/');
  return { folder: name.slice(0, at), rest: name.slice(at + 1) };
}

function canHold(name: string): boolean {
  const bytes = Buffer.byteLength(name);
  if (bytes <= MOST_NAME) return true;
  const folder = Buffer.byteLength(name.slice(0, Math.max(name.lastIndexOf('/'), 0)));
  return folder > 0 && folder <= MOST_PREFIX && bytes - folder - 1 <= MOST_NAME;
}

function writeSize(header: Buffer, sizeBytes: number): void {
  if (sizeBytes < OCTAL_LIMIT) {
    header.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124);
    return;
  }
  header.writeUInt8(0x80, 124);
  header.writeBigUInt64BE(BigInt(sizeBytes), 128);
}

/** Reads a header that `writeHeader` wrote; null for any other bytes. */
export function readHeader(header: Buffer): EntryHead | null {
  const [rest, folder] = [readText(header, 0, MOST_NAME), readText(header, PREFIX_AT, MOST_PREFIX)];
  const name = folder === '' ? rest : `${folder}/${rest}`;
  const sizeBytes = header[124] === 0x80 ? Number(header.readBigUInt64BE(128)) : readOctal(header, 124);
  const head = { name, sizeBytes, modifiedAt: readOctal(header, 136) };
  const isSound = Number.isSafeInteger(head.sizeBytes) && Number.isSafeInteger(head.modifiedAt);
  return isSound && canHold(name) && writeHeader(head).equals(header) ? head : null;
}

function readText(header: Buffer, at: number, most: number): string {
  return header.toString('utf8', at, at + most).replace(/\0.*$/s, '');
}

function readOctal(header: Buffer, at: number): number {
  const digits = header.toString('latin1', at, at + 11);
  return /^[0-7]{11}$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/** How many zero bytes fill an entry up to whole blocks. */
export function paddingOf(sizeBytes: number): number {
  return (BLOCK - (sizeBytes % BLOCK)) % BLOCK;
}

/** Two empty blocks end a tar. */
export const END_BYTES = 2 * BLOCK;
