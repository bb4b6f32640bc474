import type { Operation } from '#domain/core/call';
import { refuse } from '#domain/errors/error-catalogue';
import type { NetworkSite } from '#domain/place/availability';
import type { PlaceReferenceData } from '#domain/place/place';
import { answerList, parseFields, pickFields } from '#domain/query/list';
import { checkDuns, keepTopLevelFields } from './quote.ts';

/** Path of the data centres, exchanges and optical nodes that a place of a quote may name. Source: BT; the sites are modelled. */
const networkResourcePath = '/bt-wholesale/tmf-api/resourceInventoryManagement/v4/quoteNetworkResource';

export const listQuoteNetworkResource: Operation<PlaceReferenceData> = (transaction, call, { availability }) => {
  const refusal = checkDuns(transaction);
  if (refusal) return refusal;
  const category = call.query.category?.at(-1);
  const postcode = call.query.postcode?.at(-1);
  const rules = {
    family: 'quote',
    defaultLimit: 10,
    maxLimit: 10_000,
    nonFilterNames: ['category', 'postcode'],
  } as const;
  return answerList(keepTopLevelFields(call.query), rules, {
    documents: availability.sites.filter(
      (site) =>
        site.categories.some((siteCategory) => siteCategory === category) &&
        (postcode === undefined || removeSpaces(site.postcode) === removeSpaces(postcode)),
    ),
    quickAttributes: { code: ({ code }) => code, name: ({ name }) => name },
    render: (site) => renderNetworkResource(site, call.baseUrl),
  });
};

export const retrieveQuoteNetworkResource: Operation<PlaceReferenceData> = (transaction, call, { availability }) => {
  const refusal = checkDuns(transaction);
  if (refusal) return refusal;
  const site = availability.sites.find((candidate) => networkResourceId(candidate) === call.params.id);
  if (!site) return refuse('quote', 'notFound', 'No such network resource.');
  return {
    status: 200,
    body: pickFields(renderNetworkResource(site, call.baseUrl), parseFields(keepTopLevelFields(call.query))),
  };
};

const removeSpaces = (postcode: string): string => postcode.replace(/\s/g, '').toUpperCase();

/** A code may contain a slash; a path segment may not. */
const networkResourceId = (site: NetworkSite): string => site.code.replaceAll('/', '-');

function renderNetworkResource(site: NetworkSite, baseUrl: string): object {
  const id = networkResourceId(site);
  return {
    id,
    href: `${baseUrl}${networkResourcePath}/${id}`,
    category: site.categories[0],
    code: site.code,
    name: site.name,
    postcode: site.postcode,
  };
}
