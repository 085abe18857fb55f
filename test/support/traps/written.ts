/** Parts of programs on the constructs. The props have any type, because some are wrong. */
import type { TerraformStack } from "cdktf";
import {
  BulkSync,
  type FieldReference,
  Model,
  ModelSync,
  PolytomicRole,
  S3Connection,
} from "../../../constructs";
import { csv, ROLE_ARN, variable } from "./raw";

export const roleAuth = (stack: TerraformStack) => ({
  mode: "iam_role" as const,
  role: PolytomicRole.fromRoleArn(stack, "role", ROLE_ARN),
});

export const keyAuth = (stack: TerraformStack) => ({
  mode: "access_key_and_secret" as const,
  accessKeyId: "AKIAEXAMPLE",
  secretAccessKey: variable(stack, "secret"),
});

/** An S3 connection, by default with a role. */
export const lake = (stack: TerraformStack, props: object = {}): S3Connection => {
  const auth = "auth" in props ? {} : { auth: roleAuth(stack) };
  const base = { name: "Lake", bucket: "acme-lake", region: "us-east-1" };
  return new S3Connection(stack, "lake", { ...base, ...auth, ...props } as never);
};

export const people = (stack: TerraformStack, props: object = {}): Model =>
  new Model(stack, "people", {
    name: "People",
    connection: "connection" in props ? (props.connection as never) : csv(stack),
    configuration: { query: "SELECT 1" },
    identifier: "id",
    ...props,
  } as never);

/** A model sync of one field. Its other props can refer to that field. */
export const toContacts = (
  stack: TerraformStack,
  props: object | ((email: FieldReference) => object) = {},
): ModelSync => {
  const email = people(stack).field("email");
  return new ModelSync(stack, "sync", {
    name: "Sync",
    mode: "create",
    target: { connection: csv(stack, "crm"), object: "contacts" },
    fields: { Email: email },
    ...(typeof props === "function" ? props(email) : props),
  } as never);
};

export const copy = (stack: TerraformStack, props: object = {}): BulkSync =>
  new BulkSync(stack, "bulk", {
    name: "Bulk",
    source: { connection: csv(stack, "source") },
    destination: { connection: csv(stack, "destination") },
    ...props,
  } as never);
