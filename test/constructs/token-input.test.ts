/**
 * Every prop accepts tokens, except for those that decide about resources and policies, and arrays whose elements are read:
 * these must be known at synthesis.
 */
import { TerraformVariable } from "cdktf";
import { memberAt, pathsOf, subjects, withMember } from "./every-prop";
import { newStack, synthesized } from "./synth";

const SYNC = ["overrides", "schedule.frequency"];
const DATA_BUCKET = [
  "eventBridge",
  "versioned",
  "lifecycleRules",
  "policyStatements",
  "publicAccessBlock",
  "replication.rules",
  "onRemoval",
  "allowedNetworks.vpcEndpoints",
  "otherNotifications",
  "previousEncryptionKeys",
];
const BULK = [
  "policies",
  "schemas",
  "schemas.1.fields",
  "schemas.1.filters",
  "schedule.frequency",
  "verifySchemas",
];

test.each([
  ["EncryptionKey", ["onRemoval"]],
  ["DataBucket", DATA_BUCKET],
  ["DataBucket.fromBucketName", ["manageNotifications", "eventBridge", "otherNotifications"]],
  ["DataBucket.sendEventsTo", []],
  ["EventQueue", ["onRemoval", "previousEncryptionKeys"]],
  ["PolytomicRole", ["trustedPrincipals", "trustPolicyLength", "externalIds"]],
  ["PolytomicRole.addStatements", []],
  ["S3Connection with a role", ["files.layout", "auth.mode", "auth.forgetAccessKey"]],
  ["S3Connection with keys", ["files.layout", "auth.mode"]],
  ["S3Connection to a DataBucket", ["auth.mode"]],
  ["S3Connection.fromConnectionId", []],
  ["S3Connection.fromAttributes", ["auth.mode"]],
  ["S3Model of a file", ["relations"]],
  ["S3Model of a file in a subfolder", ["relations"]],
  ["S3Model of an archive", ["relations"]],
  ["ModelSync to a new object", ["overrides"]],
  ["ModelSync", SYNC],
  ["ModelSync after dbt Cloud", SYNC],
  ["ModelSync after syncs", [...SYNC, "schedule.syncs"]],
  ["BulkSync", BULK],
  ["BulkSync to S3", BULK],
  [
    "S3Integration with new resources",
    [
      ...DATA_BUCKET.filter((prop) => prop !== "previousEncryptionKeys").map((prop) => `bucket.${prop}`),
      "previousEncryptionKeys",
      "encryptionKey.onRemoval",
      "events.queue.onRemoval",
      "access",
      "files.layout",
      "role.trustedPrincipals",
      "role.trustPolicyLength",
      "role.externalIds",
    ],
  ],
  ["S3Integration with existing resources", ["bucket.manageNotifications"]],
  ["S3Integration.model", ["relations"]],
  ["S3Integration.bulkSyncTo", BULK],
  ["S3Integration.bulkSyncFrom", BULK],
  ["PrimaryKeys", []],
  ["GlobalErrorSubscribers", []],
  ["PermissionPolicy", []],
  ["PermissionRole", []],
  ["User", []],
  ["Organization", ["onRemoval"]],
])("%s accepts tokens for all props except %j", (name, known) => {
  const stack = newStack();
  const subject = subjects(stack)[name];
  const tokenFor = tokensOn(stack);
  const rejected = pathsOf(subject?.props).filter((path, index) => {
    const token = tokenFor(memberAt(subject?.props, path));
    if (token === undefined) {
      return false;
    }
    try {
      subject?.make(`it-${index}`, withMember(subject.props, path, token) as never);
      return false;
    } catch (error) {
      expect(String(error)).toMatch(/got a token|tokens are allowed only as elements/);
      return true;
    }
  });
  const awaited = "dependsOn" in Object(subject?.props) ? ["dependsOn"] : [];
  expect(rejected.map((path) => path.join(".")).sort()).toEqual([...known, ...awaited].sort());
  expect(JSON.stringify(synthesized(stack).json)).not.toMatch(/TfToken|TOKEN|e\+\d{3}/);
});

/** Returns a token for the type of a literal, or undefined for objects. */
function tokensOn(stack: ReturnType<typeof newStack>): (literal: unknown) => unknown {
  const variable = new TerraformVariable(stack, "variable", { type: "any" });
  return (literal) => {
    switch (typeof literal) {
      case "string":
        return variable.stringValue;
      case "number":
        return variable.numberValue;
      case "boolean":
        return variable.booleanValue;
      default:
        return Array.isArray(literal) ? variable.listValue : undefined;
    }
  };
}
