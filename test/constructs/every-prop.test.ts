/** Compares the list of every prop with the rules: other tests would skip a prop that is missing from the list. */
import { z, type ZodType } from "zod";
import { dataBucketMembersRule } from "../../constructs/aws/data-bucket";
import { encryptionKeyRule } from "../../constructs/aws/encryption-key";
import { eventQueueRule } from "../../constructs/aws/event-queue";
import { eventOptionsRule } from "../../constructs/aws/notification";
import { polytomicRoleRule } from "../../constructs/aws/polytomic-role";
import { bulkSyncRule } from "../../constructs/polytomic/bulk-sync";
import { s3ConnectionAttributesRule } from "../../constructs/polytomic/existing-s3-connection";
import { globalErrorSubscribersRule } from "../../constructs/polytomic/global-error-subscribers";
import { modelRule } from "../../constructs/polytomic/model";
import { modelSyncRule } from "../../constructs/polytomic/model-sync";
import { organizationPropsRule } from "../../constructs/polytomic/organization";
import { permissionPolicyRule } from "../../constructs/polytomic/permission-policy";
import { permissionRoleRule } from "../../constructs/polytomic/permission-role";
import { primaryKeysRule } from "../../constructs/polytomic/primary-keys";
import { s3ConnectionRule } from "../../constructs/polytomic/s3-connection";
import { userRule } from "../../constructs/polytomic/user";
import { s3ModelOptionsRule } from "../../constructs/polytomic/s3-model";
import { bulkSyncFromRule, s3IntegrationRule } from "../../constructs/s3-integration";
import { isPlain } from "../../lib/objects";
import { metadataOf, withoutOptional } from "../../lib/validation/metadata";
import { problemsOf } from "../../lib/validation/check-props";
import {
  arrayOf,
  ruleByValue,
  literalArray,
  mapOf,
  nonEmpty,
  nonEmptyString,
  reject,
  tokenOrObject,
  variants,
  withRules,
} from "../../lib/validation/combinators";
import { subjects } from "./every-prop";
import { newStack } from "./synth";

const RULES: Readonly<Record<string, ZodType>> = {
  BulkSync: bulkSyncRule(),
  DataBucket: dataBucketMembersRule(),
  "DataBucket.sendEventsTo": eventOptionsRule(),
  EncryptionKey: encryptionKeyRule(),
  EventQueue: eventQueueRule(),
  GlobalErrorSubscribers: globalErrorSubscribersRule(),
  Model: modelRule(),
  ModelSync: modelSyncRule(),
  Organization: organizationPropsRule(),
  PermissionPolicy: permissionPolicyRule(),
  PermissionRole: permissionRoleRule(),
  PolytomicRole: polytomicRoleRule(),
  PrimaryKeys: primaryKeysRule(),
  S3Connection: s3ConnectionRule(),
  "S3Connection.fromAttributes": s3ConnectionAttributesRule(),
  S3Integration: s3IntegrationRule(),
  "S3Integration.bulkSyncFrom": bulkSyncFromRule(),
  S3Model: s3ModelOptionsRule(),
  User: userRule(),
};

/** A value of each kind, because a rule with a discriminator shows the props of each kind. */
const ANY_KIND: readonly unknown[] = ["", "all", 1, true, [], {}, { existing: "" }];

/** The props of a rule, at any depth, that none of the `values` at its path sets. */
function unlistedIn(rule: ZodType, values: readonly unknown[], path = ""): string[] {
  const inside = withoutOptional(rule);
  const ownElement = "element" in inside ? (inside.element as ZodType) : undefined;
  const { members, variants, element = ownElement, ruleFor } = metadataOf(rule);
  if (members !== undefined) {
    return unlistedIn(members, values, path);
  }
  if (variants !== undefined) {
    return Object.values(variants.shapes).flatMap((shape) => unlistedIn(shape, values, path));
  }
  if (element !== undefined) {
    const elements = values.filter(isPlain).flatMap((one) => Object.values(one));
    return [...unset(`${path}[]`, elements), ...unlistedIn(element, elements, `${path}[]`)];
  }
  if (ruleFor !== undefined) {
    const chosen = new Set([...ANY_KIND, ...values].map(ruleFor));
    return [...chosen].flatMap((one) => unlistedIn(one, values, path));
  }
  return Object.entries("shape" in inside ? (inside.shape as Readonly<Record<string, ZodType>>) : {})
    .filter(([, member]) => !problemsOf(member, "x").some(({ code }) => code === "UNSUPPORTED"))
    .flatMap(([name, member]) => {
      const at = path === "" ? name : `${path}.${name}`;
      const given = values
        .filter(isPlain)
        .flatMap((one) => (Object.hasOwn(one, name) ? [Reflect.get(one, name) as unknown] : []));
      return [...unset(at, given), ...unlistedIn(member, given, at)];
    });
}

const unset = (path: string, given: readonly unknown[]): string[] => (given.length === 0 ? [path] : []);

test.each(Object.entries(RULES))("every prop of %s is listed, at any depth", (name, rule) => {
  const all = Object.entries(subjects(newStack())).filter(([subject]) => subject.split(" ")[0] === name);
  const listed = all.map(([, { props }]) => props);
  expect([...new Set(unlistedIn(rule, listed))]).toEqual([]);
});

test.each<[string, (inner: ZodType) => ZodType]>([
  ["an optional object", (inner) => inner.optional()],
  ["an array", (inner) => z.array(inner)],
  ["a literal array", literalArray],
  ["an array that can be a token", arrayOf],
  ["a record", (inner) => mapOf(inner)],
  ["a map that can be a token", (inner) => tokenOrObject(mapOf(inner))],
  ["a union", (inner) => ruleByValue((value) => (typeof value === "object" ? inner : nonEmptyString()))],
  ["a rule with further rules", (inner) => withRules(inner, () => undefined)],
  ["a rule that rejects mistakes", (inner) => reject(() => undefined, inner)],
  ["a rule that rejects what is empty", (inner) => nonEmpty("is empty", inner)],
  ["a shape", (inner) => variants("kind", { one: inner })],
])("a prop inside of %s is found", (_, around) => {
  const rule = z.strictObject({ a: around(z.strictObject({ b: nonEmptyString() })) });
  expect(unlistedIn(rule, [{ a: "something else" }])).toContainEqual(expect.stringMatching(/^a(\[\])?\.b$/));
});
