/** Rules of props that many constructs have. */
import { TerraformProvider } from "cdktf";
import { z } from "zod";
import { instance, literal, text } from "../lib/validation/token-aware";

const isProvider = (value: unknown): boolean => TerraformProvider.isTerraformProvider(value);

export const awsProviderRule = instance("an AwsProvider", isProvider);
export const polytomicProviderRule = instance("a PolytomicProvider", isProvider);
export const tagsRule = literal(z.record(z.string().min(1).max(128), literal(z.string().max(256))));

/** An organization is named by a lower-case UUID; the provider compares it, letter by letter, with Polytomic's answer. */
export const organizationRule = literal(
  z.string().superRefine((value, context) => {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) {
      context.addIssue({ code: "custom", message: `${JSON.stringify(value)} is not a UUID in lower case` });
    }
  }),
);

export const nameRule = text();
