/** Compares the list of every prop with the rules: other tests would skip a prop that is missing from the list. */
import type { ZodType } from "zod";
import { dataBucketRule } from "../../constructs/aws/data-bucket";
import { encryptionKeyRule } from "../../constructs/aws/encryption-key";
import { eventQueueRule } from "../../constructs/aws/event-queue";
import { polytomicRoleRule } from "../../constructs/aws/polytomic-role";
import { bulkSyncRule } from "../../constructs/polytomic/bulk-sync";
import { globalErrorSubscribersRule } from "../../constructs/polytomic/global-error-subscribers";
import { modelRule } from "../../constructs/polytomic/model";
import { modelSyncRule } from "../../constructs/polytomic/model-sync";
import { organizationPropsRule } from "../../constructs/polytomic/organization";
import { permissionPolicyRule } from "../../constructs/polytomic/permission-policy";
import { permissionRoleRule } from "../../constructs/polytomic/permission-role";
import { primaryKeysRule } from "../../constructs/polytomic/primary-keys";
import { s3ConnectionRule } from "../../constructs/polytomic/s3-connection";
import { userRule } from "../../constructs/polytomic/user";
import { s3IntegrationRule } from "../../constructs/s3-integration";
import { metadataOf } from "../../lib/validation/metadata";
import { problemsOf } from "../../lib/validation/check-props";
import { subjects } from "./every-prop";
import { newStack } from "./synth";

const RULES: Readonly<Record<string, ZodType>> = {
  BulkSync: bulkSyncRule(),
  DataBucket: dataBucketRule(),
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
  S3Integration: s3IntegrationRule(),
  User: userRule(),
};

/** The props of a rule that can be set. */
function propsOf(rule: ZodType): string[] {
  const { members } = metadataOf(rule);
  if (members !== undefined) {
    return propsOf(members);
  }
  const shape = Reflect.get(rule, "shape") as Readonly<Record<string, ZodType>>;
  return Object.entries(shape)
    .filter(([, member]) => !problemsOf(member, "x").some(({ code }) => code === "UNSUPPORTED"))
    .map(([name]) => name);
}

test.each(Object.entries(RULES))("every prop of %s is listed", (name, rule) => {
  const all = Object.entries(subjects(newStack())).filter(([subject]) => subject.split(" ")[0] === name);
  const listed = new Set(all.flatMap(([, { props }]) => Object.keys(props)));
  expect(propsOf(rule).filter((prop) => !listed.has(prop))).toEqual([]);
});
