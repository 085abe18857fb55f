/** The stack that tests of the kit ask about. */
import type { TerraformStack } from "cdktf";
import { EncryptionKey, S3Integration, type S3IntegrationProps } from "../../../constructs";
import { PolytomicTemplate, type TemplateOptions } from "../../../lib/testing";
import { newStack } from "../../constructs/synth";

export const PROPS = { name: "Acme data lake", bucket: { name: "acme-lake" }, folder: "exports" } as const;

/** An integration with a key, and its template. */
export function lakeTemplate(options: TemplateOptions = {}, props: Partial<S3IntegrationProps> = {}) {
  const stack: TerraformStack = newStack("prod");
  const key = new EncryptionKey(stack, "key");
  const lake = new S3Integration(stack, "lake", {
    ...PROPS,
    bucket: { ...PROPS.bucket, encryptionKey: key },
    ...props,
  });
  return { stack, key, lake, template: PolytomicTemplate.fromStack(stack, options) };
}

/** The message that a call throws. */
export function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}
