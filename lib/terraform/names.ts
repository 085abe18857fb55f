/** What a name comes to, however it is written: as a literal, by a variable or local with a value, or by a resource that has it. */
import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  TerraformDataSource,
  type TerraformElement,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import { NAMING_ARGUMENTS, NAMING_ATTRIBUTES } from "../aws/singletons";
import { memberAt } from "../objects";
import { elementsOf, resolveIn } from "./references";

/** The elements of a stack, to look names up in. */
export class StackNames {
  private readonly byAddress: ReadonlyMap<string, TerraformElement>;

  private readonly others = new Map<TerraformStack, StackNames>();

  public constructor(private readonly stack: TerraformStack) {
    this.byAddress = elementsOf(stack);
  }

  /**
   * What `value` comes to: a literal name, or the address of what decides it. Two values of one app that come to the same are the same;
   * of two that do not, it is not known.
   */
  public nameOf(value: unknown): string {
    const resolved = this.resolve(value);
    return typeof resolved === "string" ? this.behind(resolved) : JSON.stringify(resolved);
  }

  /** A value of the stack, in which references to other stacks are marked by their stack. */
  public resolve(value: unknown): unknown {
    return Tokenization.resolve(value, {
      scope: this.stack,
      resolver: new OriginResolver(this.stack),
      preparing: false,
    });
  }

  /** What stands behind an expression that is one reference; any other value stands for itself. */
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

  private namesIn(stack: TerraformStack): StackNames {
    const known = this.others.get(stack) ?? new StackNames(stack);
    this.others.set(stack, known);
    return known;
  }

  /** What the program says that `attribute` of an element is. */
  private valueOf(element: TerraformElement, attribute: readonly string[]): unknown {
    const written: unknown = element.toTerraform();
    const name = element.friendlyUniqueId;
    if (
      TerraformResource.isTerraformResource(element) ||
      TerraformDataSource.isTerraformDataSource(element)
    ) {
      const kind = TerraformResource.isTerraformResource(element) ? "resource" : "data";
      const type = (element as TerraformResource).terraformResourceType;
      const naming = NAMING_ARGUMENTS[type] ?? (/^aws_s3_bucket_/.test(type) ? "bucket" : undefined);
      return naming !== undefined && NAMING_ATTRIBUTES.includes(attribute.join("."))
        ? this.resolve(memberAt(written, kind, type, name, naming))
        : undefined;
    }
    return attribute.length > 0
      ? undefined
      : this.resolve(memberAt(written, "variable", name, "default") ?? memberAt(written, "locals", name));
  }
}

/** References of references; more than this is a circle. */
const DEEPEST = 20;

/** Resolves as synthesis does, but leaves a reference to another stack as that stack writes it. */
class OriginResolver extends DefaultTokenResolver {
  public constructor(private readonly stack: TerraformStack) {
    super(new StringConcat());
  }

  public override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    // Not part of CDKTF's public surface: where it is called otherwise, the two stacks are not compared.
    const origin: unknown = Reflect.get(token, "originStack");
    if (!TerraformStack.isStack(origin) || origin === this.stack) {
      return super.resolveToken(token, context, postProcessor);
    }
    const written = resolveIn(origin, token);
    return typeof written === "string" ? written.replace(/^\$\{/, `\${stack(${origin.node.path}).`) : written;
  }
}
