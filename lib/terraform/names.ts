/** Resolves names to a comparable form, whether they are literals, variables, locals, or attributes of resources. */
import { TerraformDataSource, type TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import { memberAt } from "../objects";
import { oncePer } from "../once-per";
import { argumentOf } from "./arguments";
import { elementsOf, foreignStackOf, resolveIn } from "./references";

/** Looks up names in the elements of a stack. */
export class StackNames {
  private readonly byAddress: ReadonlyMap<string, TerraformElement>;

  private readonly namesIn = oncePer((stack: TerraformStack) => new StackNames(stack));

  public constructor(private readonly stack: TerraformStack) {
    this.byAddress = elementsOf(stack);
  }

  /**
   * The literal name that `value` resolves to, or the address that determines it. Two values of an app with equal results are equal; if
   * the results differ, the values may still be equal.
   */
  public nameOf(value: unknown): string {
    const resolved = this.resolve(value);
    return typeof resolved === "string" ? this.behind(resolved) : JSON.stringify(resolved);
  }

  /** Resolves a value of the stack. Marks references to other stacks with the path of the stack. */
  public resolve(value: unknown): unknown {
    return resolveIn(this.stack, value, (token, resolve) => {
      const origin = foreignStackOf(token, this.stack);
      if (origin === undefined) {
        return resolve();
      }
      const written = resolveIn(origin, token);
      return typeof written === "string"
        ? written.replace(/^\$\{/, `\${stack(${origin.node.path}).`)
        : written;
    });
  }

  /** Follows an expression that is a single reference; returns any other value unchanged. */
  private behind(expression: string, depth = 0): string {
    const [, stackPath, reference] = /^\$\{(?:stack\(([^()]*)\)\.)?([\w.[\]-]+)\}$/.exec(expression) ?? [];
    if (reference === undefined || depth > DEEPEST) {
      return expression.includes("${") ? `${this.stack.node.path}: ${expression}` : expression;
    }
    if (stackPath !== undefined) {
      const other = this.stack.node.root.node.tryFindChild(stackPath);
      return TerraformStack.isStack(other)
        ? this.namesIn(other).behind(`\${${reference}}`, depth + 1)
        : expression;
    }
    const parts = reference.split(".");
    const length = parts[0] === "data" ? 3 : 2;
    const address = parts.slice(0, length).join(".");
    const element = this.byAddress.get(address);
    const known = element === undefined ? undefined : this.valueOf(element, parts.slice(length));
    return typeof known === "string"
      ? this.behind(known, depth + 1)
      : `${this.stack.node.path}: ${NAMING_ATTRIBUTES.includes(parts.slice(length).join(".")) ? address : reference}`;
  }

  /** The value of `attribute` of an element, if the app sets it. */
  private valueOf(element: TerraformElement, attribute: readonly string[]): unknown {
    if (
      TerraformResource.isTerraformResource(element) ||
      TerraformDataSource.isTerraformDataSource(element)
    ) {
      const argument = namingArgumentOf(element.terraformResourceType);
      return argument !== undefined && NAMING_ATTRIBUTES.includes(attribute.join("."))
        ? this.resolve(argumentOf(element, argument))
        : undefined;
    }
    const written: unknown = element.toTerraform();
    const name = element.friendlyUniqueId;
    return attribute.length > 0
      ? undefined
      : this.resolve(memberAt(written, "variable", name, "default") ?? memberAt(written, "locals", name));
  }
}

/** Longer chains of references are circular. */
const DEEPEST = 20;

/** The argument that names a resource or data source, by type. */
const NAMING_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_s3_bucket: "bucket",
  aws_sqs_queue: "name",
  aws_iam_role: "name",
  aws_sns_topic: "name",
  aws_kms_alias: "name",
};

const namingArgumentOf = (type: string): string | undefined =>
  NAMING_ARGUMENTS[type] ?? (type.startsWith("aws_s3_bucket_") ? "bucket" : undefined);

/** The attributes of such a resource that are determined by its name. */
const NAMING_ATTRIBUTES = ["id", "arn", "bucket", "name", "url", "key_id"];
