/** The behavior of the emulated API as JSON, for the command line and over HTTP. */
import { z } from "zod";
import type { PolytomicApiBehavior } from "./behavior";

const texts = z.array(z.string());
const members = z.record(z.string(), z.string());

const cannedResponse = z
  .strictObject({
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    path: z.string().optional(),
    pathPattern: z.string().optional(),
    status: z.int().min(200).max(599),
    body: z.unknown().optional(),
    times: z.int().positive().optional(),
    afterEffect: z.boolean().optional(),
  })
  .refine(({ path, pathPattern }) => (path === undefined) !== (pathPattern === undefined), {
    message: "expected either path or pathPattern, a regular expression",
  })
  .transform(({ path, pathPattern, ...others }) => ({ ...others, path: path ?? new RegExp(pathPattern!) }));

const behavior = z
  .strictObject({
    connectionDefaults: z.boolean(),
    droppedConfiguration: texts,
    connectionStatus: z.enum(["healthy", "unhealthy"]),
    externalId: z.enum(["at-creation", "after-creation"]),
    externalIdScope: z.enum(["connection", "organization"]),
    externalIdFromClient: z.boolean(),
    modelFields: texts,
    userAddedModelFields: texts,
    modelIdentifier: z.string(),
    modelVersionRaised: z.boolean(),
    filterLabels: z.enum(["kept", "reassigned"]),
    newFieldReturned: z.boolean(),
    identityCompleted: z.boolean(),
    targetConfiguration: z.record(z.string(), z.unknown()),
    deactivated: z.boolean(),
    scheduleDefaults: members,
    bulkFields: z.enum(["all", "configured"]),
    bulkFieldOutputNames: z.enum(["both", "output-name-only", "empty", "absent"]),
    zeroLimitsAsNull: z.boolean(),
    bulkUpdate: z.enum(["merge", "replace"]),
    bulkDestinationModes: z.array(z.enum(["replicate", "snapshot"])),
    extraPolicyActions: z.array(z.strictObject({ action: z.string(), role_ids: texts.optional() })),
    cannedResponses: z.array(cannedResponse),
  } satisfies Readonly<Record<keyof PolytomicApiBehavior, z.ZodType>>)
  .partial();

/** The members of a behavior in JSON. Throws an error that names the members that are wrong. */
export function behaviorOf(json: unknown): Partial<PolytomicApiBehavior> {
  const parsed = behavior.safeParse(json);
  if (!parsed.success) {
    throw new Error(
      `the behavior is not valid:\n${parsed.error.issues
        .map(({ path, message }) => `  ${path.map(String).join(".") || "behavior"}: ${message}`)
        .join("\n")}`,
    );
  }
  return parsed.data as Partial<PolytomicApiBehavior>;
}

/** A behavior as JSON. */
export const behaviorJson = ({ cannedResponses, ...others }: PolytomicApiBehavior): object => ({
  ...others,
  cannedResponses: cannedResponses.map(({ path, ...response }) => ({
    ...response,
    ...(typeof path === "string" ? { path } : { pathPattern: path.source }),
  })),
});
