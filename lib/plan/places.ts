/** Where the resources of a plan belong: to a construct of the stack, a module, or a connection. */
import type { ResourceChange } from "./plan";
import type { PlanContext } from "./rule";
import { moduleOf, withoutKey, withoutKeys } from "./instances";
import { usersOf } from "./polytomic/usage";
import { isConnectionType } from "./words/names";

/** The group of each resource: the path of a construct without the stack, `module.network`, or an address. */
export function placesOf(context: PlanContext): ReadonlyMap<ResourceChange, string> {
  const { resources } = context.plan;
  const integrations = integrationsOf(resources);
  const places = new Map<ResourceChange, string>();
  for (const change of resources) {
    const place = constructPlace(change, integrations) ?? modulePlace(change);
    if (place !== undefined) {
      places.set(change, place);
    }
  }
  const byName = new Map([...places.values()].map((place) => [place.replace(/\//g, "_"), place]));
  const groups = byConnection(context, places);
  for (const change of resources.filter((one) => !places.has(one))) {
    places.set(change, removedPlace(change, byName) ?? groups.get(change) ?? withoutKey(change.address));
  }
  return places;
}

/** The paths of the S3 integrations: the parents of their S3 connections. */
function integrationsOf(resources: readonly ResourceChange[]): ReadonlySet<string> {
  const connections = resources.filter(({ type }) => type === "polytomic_s3_connection");
  const parents = connections.flatMap(
    ({ construct }) => /^(.+)\/connection\/Resource$/.exec(construct ?? "")?.[1] ?? [],
  );
  return new Set(parents.filter((parent) => parent.includes("/")));
}

/** `lake` for `prod/lake/bucket/Resource`, and `data/lake` if that is the path of an S3 integration. */
function constructPlace(
  { construct }: ResourceChange,
  integrations: ReadonlySet<string>,
): string | undefined {
  // The instances of a resource or module are one place. Their keys can contain a slash.
  const [stack, ...steps] = construct === undefined ? [] : withoutKeys(construct).split("/");
  if (steps.length === 0) {
    return undefined;
  }
  const paths = steps.map((_, index) => steps.slice(0, index + 1).join("/"));
  return paths.find((path) => integrations.has(`${stack}/${path}`)) ?? paths[0];
}

/** The outermost module of an address. */
const modulePlace = ({ address }: ResourceChange): string | undefined =>
  /^module\.[^.[]+/.exec(moduleOf(address))?.[0];

/**
 * The group of a resource that is not in the configuration anymore. CDKTF's names are the path and a hash: `lake_bucket_668C5D6D`.
 *
 * @param places the groups of the other resources, by their names in CDKTF
 */
function removedPlace(
  { address, action }: ResourceChange,
  places: ReadonlyMap<string, string>,
): string | undefined {
  const steps = /\.([\w-]+)_[0-9A-F]{8}$/.exec(address)?.[1]?.split("_");
  if (steps === undefined || (action !== "delete" && action !== "forget")) {
    return undefined;
  }
  // The longest one is the most specific one.
  const prefixes = steps.map((_, index) => steps.slice(0, steps.length - index).join("_"));
  return prefixes.flatMap((prefix) => places.get(prefix) ?? [])[0] ?? steps[0];
}

/** The types of resources that belong to a connection if they refer to each other. */
const RELATED = /^(aws_s3_bucket|aws_sqs_queue|aws_iam_role|aws_kms_|terraform_data|time_sleep)/;

/**
 * For plans without construct paths: each connection with its models and syncs, and the AWS resources that it refers to or that refer to
 * it. A sync belongs to the connection that it reads from.
 */
function byConnection(
  context: PlanContext,
  placed: ReadonlyMap<ResourceChange, string>,
): ReadonlyMap<ResourceChange, string> {
  const groups = new Map<ResourceChange, string>();
  const isFree = (change: ResourceChange): boolean => !placed.has(change) && !groups.has(change);
  for (const connection of context.plan.resources
    .filter(({ type }) => isConnectionType(type))
    .filter(isFree)) {
    const waiting = [connection];
    for (let change = waiting.pop(); change !== undefined; change = waiting.pop()) {
      groups.set(change, withoutKey(connection.address));
      waiting.push(
        ...neighbors(change, context)
          .filter((one) => RELATED.test(one.type))
          .filter(isFree),
      );
    }
    for (const user of usersOf(connection, context).filter((one) => readsFrom(one, connection))) {
      for (const one of [user, ...usersOf(user, context)].filter(isFree)) {
        groups.set(one, withoutKey(connection.address));
      }
    }
  }
  return groups;
}

const neighbors = (change: ResourceChange, context: PlanContext): ResourceChange[] => [
  ...change.references.flatMap((address) => context.at(address) ?? []),
  ...context.dependents(change.address),
];

/** Whether a model or sync reads from this connection, and does not only write to it. */
function readsFrom(
  { type, before, after, references }: ResourceChange,
  { address, before: values }: ResourceChange,
): boolean {
  const source = (after ?? before)?.["source"];
  const id = values?.["id"];
  if (type !== "polytomic_bulk_sync") {
    return type === "polytomic_model";
  }
  const from = source as { readonly connection_id?: unknown } | undefined;
  return typeof id === "string" ? from?.connection_id === id : references[0] === address;
}
