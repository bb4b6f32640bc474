/**
 * Public addresses for Etherflow Internet, such as `203.0.113.8/29`. Each block size (`/21` to `/29`) has its own part of
 * the range in the journey, so that blocks of different sizes never overlap. Half of the range is for the smallest size;
 * an exhausted part starts over. `ordinal` counts from 1. Source: modelled.
 */
export function ipBlockAt(
  range: { readonly from: string; readonly prefix: number },
  size: string,
  ordinal: number,
): string {
  const bits = Number(size.replace('/', ''));
  const start = range.from.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const half = 2 ** (32 - range.prefix - 1);
  const part =
    bits === minBlockBits
      ? { from: start, length: half }
      : { from: start + half + (bits - maxBlockBits) * (half / 8), length: half / 8 };
  const length = 2 ** (32 - bits);
  const address = part.from + ((ordinal - 1) % (part.length / length)) * length;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')}/${bits}`;
}

const maxBlockBits = 21;
const minBlockBits = 29;
