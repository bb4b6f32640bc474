import type { PlacesGround } from '../address/premises.ts';
import type { Operation } from '../call.ts';
import { answerList, pickFields, readFields } from '../listing.ts';
import { refuse } from '../problem.ts';
import type { NetworkSite } from '../product-qualification/availability.ts';
import { checkDuns, topLevel } from './quote.ts';

/** The codes that a place of a quote may name: data centres, exchanges, optical nodes. Source: BT; the sites are ours. */
const resourcePath = '/bt-wholesale/tmf-api/resourceInventoryManagement/v4/quoteNetworkResource';

export const listQuoteNetworkResource: Operation<PlacesGround> = (world, call, { availability }) => {
  const unauthorized = checkDuns(world);
  if (unauthorized) return unauthorized;
  const category = call.query.category?.at(-1);
  const postcode = call.query.postcode?.at(-1);
  const rules = { family: 'quote', defaultLimit: 10, maxLimit: 10_000, otherNames: ['category', 'postcode'] } as const;
  return answerList(topLevel(call.query), rules, {
    documents: availability.sites.filter(
      (site) =>
        site.categories.some((one) => one === category) &&
        (postcode === undefined || squeezed(site.postcode) === squeezed(postcode)),
    ),
    quick: { code: ({ code }) => code, name: ({ name }) => name },
    render: (site) => render(site, call.baseUrl),
  });
};

export const retrieveQuoteNetworkResource: Operation<PlacesGround> = (world, call, { availability }) => {
  const unauthorized = checkDuns(world);
  if (unauthorized) return unauthorized;
  const site = availability.sites.find((one) => idOf(one) === call.params.id);
  if (!site) return refuse('quote', 'notFound', 'No such network resource.');
  return { status: 200, body: pickFields(render(site, call.baseUrl), readFields(topLevel(call.query))) };
};

const squeezed = (postcode: string): string => postcode.replace(/\s/g, '').toUpperCase();

/** A code may hold a slash; a path segment may not. */
const idOf = (site: NetworkSite): string => site.code.replaceAll('/', '-');

function render(site: NetworkSite, baseUrl: string): object {
  const id = idOf(site);
  return {
    id,
    href: `${baseUrl}${resourcePath}/${id}`,
    category: site.categories[0],
    code: site.code,
    name: site.name,
    postcode: site.postcode,
  };
}
