/** Removes AWS from recorded configurations. */
import { type Json, type JsonObject, isJsonObject } from "../provider/values";

const ACCOUNT = "123456789012";

/**
 * Replaces every AWS resource of a recorded configuration with a `terraform_data` that plans in the same way: configured values
 * are known in the plan, and ARNs and ids after apply. Polytomic's resources keep every reference and dependency.
 */
export function withoutAws(config: JsonObject): JsonObject {
  const resources = section(config, "resource");
  const aws = Object.entries(resources).filter(([type]) => type.startsWith("aws_"));
  const awsData = Object.keys(section(config, "data")).some((type) => type.startsWith("aws_"));
  if (aws.length === 0 && !awsData) {
    return config;
  }

  const substitutes: JsonObject = {};
  for (const [type, byName] of aws) {
    for (const [name, block] of Object.entries(isJsonObject(byName) ? byName : {})) {
      if (isJsonObject(block)) {
        substitutes[`${type}_${name}`] = substitute(type, block);
      }
    }
  }
  const kept = Object.entries(resources).filter(([type]) => !type.startsWith("aws_"));
  const own = section(resources, "terraform_data");
  const data = Object.entries(section(config, "data")).filter(([type]) => !type.startsWith("aws_"));
  const rest = Object.entries(config).filter(([name]) => name !== "data");
  const replaced: JsonObject = {
    ...Object.fromEntries(rest),
    ...(data.length > 0 && { data: Object.fromEntries(data) }),
    resource: { ...Object.fromEntries(kept), terraform_data: { ...own, ...substitutes } },
  };
  return JSON.parse(rewriteReferences(JSON.stringify(replaced))) as JsonObject;
}

function section(config: JsonObject, name: string): JsonObject {
  const found = config[name];
  return isJsonObject(found) ? found : {};
}

const META_ARGUMENTS = ["depends_on", "lifecycle"];

function substitute(type: string, block: JsonObject): JsonObject {
  const meta = Object.entries(block).filter(([name]) => META_ARGUMENTS.includes(name));
  const configured = Object.entries(block).filter(([name]) => !META_ARGUMENTS.includes(name));
  const input: JsonObject = { ...Object.fromEntries(configured), ...computed(type, block) };
  return { ...Object.fromEntries(meta), input };
}

/** The value that AWS would return for the configured name. */
function computed(type: string, block: JsonObject): JsonObject {
  const name = String(block["name"] ?? block["bucket"] ?? type);
  const arns: { readonly [type: string]: string } = {
    aws_s3_bucket: `arn:aws:s3:::${name}`,
    aws_sqs_queue: `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`,
    aws_iam_role: `arn:aws:iam::${ACCOUNT}:role/${name}`,
  };
  const arn: Json = arns[type] ?? `arn:aws:unknown::${ACCOUNT}:${name}`;
  return { arn, id: name };
}

const COMPUTED_ATTRIBUTES = ["arn", "id", "url"];
const REFERENCE = /\b(aws_[a-z0-9_]+)\.([a-z0-9_]+)(?:\.([a-z_]+))?/g;

function rewriteReferences(source: string): string {
  return source
    .replaceAll("data.aws_partition.p.partition", '\\"aws\\"')
    .replaceAll("data.aws_caller_identity.me.account_id", `\\"${ACCOUNT}\\"`)
    .replace(REFERENCE, (_match, type: string, name: string, attribute?: string) => {
      const address = `terraform_data.${type}_${name}`;
      if (attribute === undefined) {
        return address;
      }
      return `${address}.${COMPUTED_ATTRIBUTES.includes(attribute) ? "output" : "input"}.${attribute}`;
    });
}

/** Replaces the addresses of AWS resources in a recorded message with those of their substitutes. */
export function withoutAwsAddresses(message: string): string {
  return message.replace(/\b(aws_[a-z0-9_]+)\.([a-z0-9_]+)/g, "terraform_data.$1_$2");
}
