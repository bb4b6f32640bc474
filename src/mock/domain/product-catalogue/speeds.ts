import type { AccessType } from '#domain/place/availability';
import { parseBandwidthMbit } from './bandwidth.ts';

/**
 * The speeds of a product. There is one list, BT's enumeration in `specs/openapi/quote.yaml`: a quote, a qualification and
 * an order take the same speeds, so what has been quoted can be ordered.
 */
export interface Speed {
  /** As in a quote: `FTTP 40:10 Mbit/s`. */
  readonly quoted: string;
  /** As in an order, which names the technology elsewhere: `40:10`, `100Mbit/s`. */
  readonly ordered: string;
  /** Of a speed that belongs to one technology. */
  readonly access?: AccessType;
}

/** The speeds of an enumeration that can be ordered: of these accesses, and no faster than so many Mbit/s. */
export function orderableSpeeds(
  quoted: readonly string[],
  accesses: readonly AccessType[],
  maxMegabits = Number.POSITIVE_INFINITY,
): readonly Speed[] {
  return quoted.flatMap((text): Speed[] => {
    const speed = readSpeed(text);
    if (!speed || (speed.access && !accesses.includes(speed.access)) || speed.down > maxMegabits) return [];
    const ordered = speed.pair ?? text.replace(/ /g, '');
    return [{ quoted: text, ordered, ...(speed.access ? { access: speed.access } : {}) }];
  });
}

/** The speed that a text means, in the spelling of a quote or of an order. Undefined when the product does not have it. */
export function findSpeed(text: string, speeds: readonly Speed[], access?: AccessType): Speed | undefined {
  const wanted = readSpeed(text);
  if (!wanted || (wanted.access && access && wanted.access !== access)) return undefined;
  return speeds.find((speed) => {
    const one = readSpeed(speed.quoted);
    return (
      one?.down === wanted.down &&
      one.up === wanted.up &&
      (one.pair === undefined) === (wanted.pair === undefined) &&
      (wanted.access === undefined || one.access === wanted.access)
    );
  });
}

interface ReadSpeed {
  readonly access?: AccessType | undefined;
  readonly down: number;
  readonly up: number;
  /** Set where the two directions differ in name: `40:10`. */
  readonly pair?: string;
}

const accessOfTechnology: { readonly [technology: string]: AccessType } = { sogea: 'sogea', fttp: 'fttp', fod: 'fod' };

function readSpeed(text: string): ReadSpeed | undefined {
  const match = /^(?:(sogea|fttp|fod) ?)?(\d{1,5}(?:\.\d)?) ?: ?(\d{1,5}(?:\.\d)?) ?(?:mbit\/s)?$/i.exec(text.trim());
  if (match) {
    const [, technology = '', down = '', up = ''] = match;
    return {
      access: accessOfTechnology[technology.toLowerCase()],
      down: Number(down),
      up: Number(up),
      pair: `${down}:${up}`,
    };
  }
  const megabits = parseBandwidthMbit(text);
  return megabits === undefined ? undefined : { down: megabits, up: megabits };
}
