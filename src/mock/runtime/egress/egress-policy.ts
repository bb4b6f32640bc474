import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/**
 * The addresses that the sandbox may call. `local` (the default) allows this machine and private networks, but not
 * link-local and metadata addresses. `shared` allows public addresses only. Both require http or https without
 * credentials in the URL, and never our own ports.
 */
export interface EgressPolicy {
  readonly profile: 'local' | 'shared';
  /** The ports of this process; a function, because a free port is known only after listening. */
  readonly ownPorts: () => readonly number[];
}

const alwaysBlockedIpv4 = [['169.254.0.0', 16]] as const;
const alwaysBlockedIpv6 = [
  ['fe80::', 10],
  // Metadata services of two clouds.
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
] as const;

/** IANA's special-purpose registries: addresses that are not public unicast. */
const nonPublicIpv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
const nonPublicIpv6 = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

function blockList(
  subnets4: readonly (readonly [string, number])[],
  subnets6: readonly (readonly [string, number])[],
): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets4) list.addSubnet(net, prefix, 'ipv4');
  for (const [net, prefix] of subnets6) list.addSubnet(net, prefix, 'ipv6');
  return list;
}

const alwaysBlocked = blockList(alwaysBlockedIpv4, alwaysBlockedIpv6);
const nonPublic = blockList(nonPublicIpv4, nonPublicIpv6);
const loopback = blockList(
  [
    ['127.0.0.0', 8],
    ['0.0.0.0', 8],
  ],
  [
    ['::1', 128],
    ['::', 128],
  ],
);

/**
 * The parsed URL, or the reason why it is never called, as a sentence for people. Host names are checked again once
 * resolved.
 */
export function checkOutboundUrl(
  text: string,
  policy: EgressPolicy,
): { readonly url: URL; readonly refused?: never } | { readonly refused: string } {
  if (!URL.canParse(text)) return { refused: `"${text.slice(0, 80)}" is not an absolute URL` };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { refused: `the scheme ${url.protocol.slice(0, 20)} is not allowed; use http: or https:` };
  }
  if (url.username !== '' || url.password !== '') {
    return { refused: 'a user name or password in the URL is not allowed; use the callback’s auth setting' };
  }
  const port = effectivePort(url);
  if (policy.profile === 'shared' && port !== 80 && port !== 443 && port < 1024) {
    return { refused: `port ${port} is not allowed in the shared profile; allowed: 80, 443 and 1024 upwards` };
  }
  const host = hostWithoutBrackets(url);
  const refused = isIP(host) === 0 ? undefined : checkOutboundAddress(host, port, policy);
  return refused === undefined ? { url } : { refused };
}

/** The URL's port, or the default port of its scheme. */
export function effectivePort(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** The host name without the brackets of an IPv6 address. */
export function hostWithoutBrackets(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

/** Why this address must not be connected to; undefined when it may be. */
export function checkOutboundAddress(address: string, port: number, policy: EgressPolicy): string | undefined {
  if (isIP(address) === 0) return `"${address.slice(0, 80)}" is not an address`;
  const embedded = embeddedIpv4(address);
  const forms = embedded === undefined ? [address] : [address, embedded];
  for (const form of forms) {
    if (isInList(alwaysBlocked, form)) return `${address} is a link-local or metadata address, which is never allowed`;
    if (policy.profile === 'shared' && isInList(nonPublic, form)) {
      return `${address} is not a public address; the shared profile sends to public addresses only`;
    }
    if (policy.ownPorts().includes(port) && isThisMachine(form)) return `${address}:${port} is this sandbox itself`;
  }
  return undefined;
}

const isInList = (list: BlockList, address: string): boolean =>
  list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

function isThisMachine(address: string): boolean {
  if (isInList(loopback, address)) return true;
  return Object.values(networkInterfaces()).some((entries) => entries?.some((entry) => entry.address === address));
}

/** The IPv4 address inside an IPv4-mapped, IPv4-compatible or translated IPv6 address; undefined when there is none. */
function embeddedIpv4(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined;
  // The URL parser normalizes every spelling: "::ffff:7f00:1".
  const host = `http://[${address.split('%', 1)[0]}]/`;
  if (!URL.canParse(host)) return undefined;
  const match = /^\[(?:::(?:ffff:(?:0:)?)?|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(new URL(host).hostname);
  if (!match) return undefined;
  const high = Number.parseInt(match[1] as string, 16);
  const low = Number.parseInt(match[2] as string, 16);
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}
