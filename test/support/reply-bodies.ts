import type { paths as AddressPaths } from '#generated/openapi/address';
import type { paths as AppointmentPaths } from '#generated/openapi/appointment';
import type { paths as OauthPaths } from '#generated/openapi/oauth';
import type { paths as InventoryPaths } from '#generated/openapi/product-inventory';
import type { paths as OrderPaths } from '#generated/openapi/product-order';
import type { paths as QualificationPaths } from '#generated/openapi/product-qualification';
import type { paths as QuotePaths } from '#generated/openapi/quote';
import type { paths as SandboxPaths } from '#generated/openapi/sandbox';
import type { ControlSchemas, Full, Refusal } from './documents.ts';

type Paths = AddressPaths &
  AppointmentPaths &
  OauthPaths &
  InventoryPaths &
  OrderPaths &
  QualificationPaths &
  QuotePaths &
  SandboxPaths;

type Segments<Path extends string> = Path extends `${infer Head}/${infer Rest}` ? [Head, ...Segments<Rest>] : [Path];

type WithoutQuery<Path extends string> = Path extends `${infer Before}?${string}` ? Before : Path;

/** Where a template has an id, another has one of these. */
type FixedSegment = 'count' | 'wait' | 'resend' | 'retry-now';

/** Whether a path has the form of a template such as `/sandboxes/{sandboxId}/clock`. */
type Fits<Path, Template> = [Path, Template] extends [[infer Part, ...infer Rest], [infer Wanted, ...infer Others]]
  ? Wanted extends `{${string}}`
    ? Part extends FixedSegment
      ? false
      : Fits<Rest, Others>
    : Part extends Wanted
      ? Fits<Rest, Others>
      : false
  : [Path, Template] extends [[], []]
    ? true
    : false;

type TemplateOf<Path extends string> = {
  [Template in keyof Paths]: Fits<Segments<WithoutQuery<Path>>, Segments<Template>> extends true ? Template : never;
}[keyof Paths];

type JsonOf<Response> = Response extends { content: infer Content } ? Full<Content[keyof Content]> : never;

type SuccessOf<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in keyof Responses]: Status extends 200 | 201 | 202 ? JsonOf<Responses[Status]> : never }[keyof Responses]
  : never;

type With<Success, Refused> = [Success] extends [never] ? Refused : Success & Refused;

/**
 * What a call may be answered, by its method and path: readable as the success of its document and as its refusal. Where no
 * document has the path, or the path or the method is any text, it is unknown.
 */
export type ReplyBody<Method extends string, Path extends string> = string extends Method
  ? unknown
  : Path extends string
    ? BodyAt<Method, Path, TemplateOf<Path>>
    : never;

type BodyAt<Method extends string, Path extends string, Template extends keyof Paths> = [Template] extends [never]
  ? unknown
  : With<
      Lowercase<Method> extends keyof Paths[Template] ? SuccessOf<Paths[Template][Lowercase<Method>]> : never,
      Path extends `/_sandbox/${string}` ? ControlSchemas['Problem'] : Refusal
    >;
