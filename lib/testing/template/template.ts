/** Assertions about a synthesized stack, for any test runner. */
import {
  DefaultTokenResolver,
  StringConcat,
  TerraformDataSource,
  TerraformProvider,
  type TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { isObject, isPlain } from "../../objects";
import { synthesize, type SynthesizedJson } from "../synthesis";
import { type Annotation, annotationsOf } from "./annotations";
import { type BlockKind, blocksOf, isBelow, type TemplateBlock, typesOf } from "./blocks";
import { differences, type Site } from "./difference";
import type { Place } from "./known-values";
import { noMatch, TemplateError, unexpected, wrongCount } from "./messages";
import { isAllowed, type PolicyRequest, type PolicyWorld } from "./permissions";
import { policiesOf, type TemplatePolicy } from "./policies";
import { RoleQuestions } from "./role";
import { Values } from "./values";

/** A class of resources, data sources or providers, such as `SqsQueue`. */
export interface BlockClass<Config = unknown> {
  /** Terraform's name of the type, such as `aws_sqs_queue`. */
  readonly tfResourceType: string;
  /** Tells resources, data sources and providers apart. */
  readonly prototype: object;
  /** The constructor, whose third parameter has the arguments. */
  new (scope: never, id: string, config: Config): unknown;
}

/** A type in Terraform's spelling, such as `aws_sqs_queue` or `data.aws_region`, or a class, such as `SqsQueue`. */
export type BlockType<Config> = string | BlockClass<Config>;

/** What is expected of arguments: those of the class, each with a value, a token or a matcher. */
export type ExpectedArguments<Config> =
  { readonly [Name in keyof Config]?: unknown } | Readonly<Record<string, unknown>>;

/** How a template is read. */
export interface TemplateOptions extends Place {
  /** The documents of policies that the stack uses and does not contain, such as a permissions boundary, by ARN. @default none */
  readonly policies?: Readonly<Record<string, object | string>>;
}

/** A synthesized stack, and assertions about it. A failed assertion throws, so they work with any test runner. */
export class PolytomicTemplate {
  /**
   * Synthesizes a stack with all validations.
   *
   * ```ts
   * const template = PolytomicTemplate.fromStack(stack);
   * template.hasResource(SqsQueue, { messageRetentionSeconds: 345_600 });
   * ```
   *
   * @throws if a validation of the stack fails
   */
  public static fromStack(stack: TerraformStack, options: TemplateOptions = {}): PolytomicTemplate {
    return new PolytomicTemplate(synthesize(stack), options, stack);
  }

  /** A stack that was synthesized before, such as the content of a `cdk.tf.json`. Constructs and tokens cannot be used with it. */
  public static fromJson(json: object | string, options: TemplateOptions = {}): PolytomicTemplate {
    const parsed = (typeof json === "string" ? JSON.parse(json) : json) as SynthesizedJson;
    return new PolytomicTemplate(parsed, options, undefined);
  }

  private read: Values | undefined;
  private readPolicies: readonly TemplatePolicy[] | undefined;

  private constructor(
    /** The content of `cdk.tf.json`. */
    public readonly json: SynthesizedJson,
    private readonly options: TemplateOptions,
    private readonly stack: TerraformStack | undefined,
  ) {}

  /** The resources or data sources of a type whose arguments are as expected. Empty if there are none. */
  public find<Config>(
    type: BlockType<Config>,
    expected?: ExpectedArguments<Config>,
  ): readonly TemplateBlock[] {
    const [kind, name] = kindOf(type);
    return this.matching(blocksOf(this.json, kind, name), expected);
  }

  /** The only resource of a type whose arguments are as expected. Throws if no resource matches, or if several do. */
  public the<Config>(type: BlockType<Config>, expected?: ExpectedArguments<Config>): TemplateBlock {
    const found = this.find(type, expected);
    const [only] = found;
    if (only === undefined || found.length > 1) {
      this.hasResource(type, expected);
      throw wrongCount(nameOf(type), 1, found, expected);
    }
    return only;
  }

  /**
   * Asserts that there is a resource or data source of a type whose arguments are as expected. Objects in `expected` can have fewer members
   * than those of the resource, at every depth. Names can be those of Terraform or of TypeScript. For other comparisons, see `match`.
   */
  public hasResource<Config>(type: BlockType<Config>, expected?: ExpectedArguments<Config>): void {
    const [kind, name] = kindOf(type);
    this.has(kind, name, nameOf(type), expected);
  }

  /** Asserts that there is no resource or data source of a type, or none whose arguments are as `given`. */
  public hasNoResource<Config>(type: BlockType<Config>, given?: ExpectedArguments<Config>): void {
    const found = this.find(type, given);
    if (found.length > 0) {
      throw unexpected(nameOf(type), found, given);
    }
  }

  /** Asserts how many resources or data sources of a type there are, of those whose arguments are as expected. */
  public hasCount<Config>(
    type: BlockType<Config>,
    count: number,
    expected?: ExpectedArguments<Config>,
  ): void {
    const found = this.find(type, expected);
    if (found.length !== count) {
      throw wrongCount(nameOf(type), count, found, expected);
    }
  }

  /** Asserts that there is a provider, such as `"aws"` or `AwsProvider`, with these arguments. */
  public hasProvider<Config>(provider: BlockType<Config>, expected?: ExpectedArguments<Config>): void {
    const name = typeof provider === "string" ? provider : provider.tfResourceType;
    this.has("provider", name, `provider ${name}`, expected);
  }

  /** Asserts that there is an output. Its name can be a pattern, because the name of an output below a construct ends with a hash. */
  public hasOutput(name: string | RegExp, expected?: Readonly<Record<string, unknown>>): void {
    this.hasNamed("output", name, expected);
  }

  /** Asserts that there is a variable. Its name can be a pattern. */
  public hasVariable(name: string | RegExp, expected?: Readonly<Record<string, unknown>>): void {
    this.hasNamed("variable", name, expected);
  }

  /** The warnings and other messages of constructs, which `cdktf synth` prints. Empty for a template from JSON. */
  public get annotations(): readonly Annotation[] {
    return this.stack === undefined ? [] : annotationsOf(this.stack);
  }

  /** Asserts that a construct has a warning that contains a string or matches a pattern. */
  public hasWarning(message: string | RegExp): void {
    const warnings = this.annotations.filter(({ level }) => level === "warning");
    if (
      !warnings.some((one) =>
        typeof message === "string" ? one.message.includes(message) : message.test(one.message),
      )
    ) {
      throw new TemplateError(
        `no warning ${typeof message === "string" ? `contains ${JSON.stringify(message)}` : `matches ${String(message)}`}`,
        warnings.map((one) => `${one.path}: ${one.message}`),
        "the warnings are",
        "there are no warnings",
      );
    }
  }

  /** Asserts that no construct has a warning. */
  public hasNoWarnings(): void {
    const warnings = this.annotations.filter(({ level }) => level === "warning");
    if (warnings.length > 0) {
      throw new TemplateError(
        "expected no warnings",
        warnings.map((one) => `${one.path}: ${one.message}`),
        "the warnings are",
      );
    }
  }

  /** All policies of the stack: trust policies of roles, policies of identities and of resources. */
  public policies(): readonly TemplatePolicy[] {
    this.readPolicies ??= policiesOf(this.json, this.values);
    return this.readPolicies;
  }

  /**
   * The policies of a construct: a role, a bucket, a queue, a key or what contains them.
   *
   * @param of a construct or its path, with or without the name of the stack
   */
  public policiesOf(of: IConstruct | string): readonly TemplatePolicy[] {
    const path = typeof of === "string" ? of : of.node.path;
    return this.policies().filter((policy) => isBelow({ ...policy, arguments: {} }, path));
  }

  /**
   * Asks about a role: what it is allowed to do, and who can assume it.
   *
   * @param of the role, a construct with one role such as an `S3Integration`, or its path, with or without the name of the stack
   * @throws if there is no role, or more than one
   */
  public role(of: IConstruct | string): RoleQuestions {
    const path = typeof of === "string" ? of : of.node.path;
    const roles = blocksOf(this.json, "resource", "aws_iam_role");
    const found = roles.filter((one) => isBelow(one, path));
    const [role] = found;
    if (role === undefined || found.length > 1) {
      throw new TemplateError(
        role === undefined ? `there is no role at ${path}` : `there are ${found.length} roles below ${path}`,
        (role === undefined ? roles : found).map((one) => one.path),
        "the roles are",
        "the stack has no aws_iam_role",
      );
    }
    return new RoleQuestions(role, this.world);
  }

  /**
   * Whether a request is allowed by the policies of this stack, for any principal: `s3.amazonaws.com` sends to a queue. See
   * {@link RoleQuestions.allows} for what is considered.
   */
  public allows(request: PolicyRequest): boolean {
    return isAllowed(request, this.world);
  }

  private get world(): PolicyWorld {
    return {
      policies: this.policies(),
      values: this.values,
      external: this.options.policies ?? {},
      resolve: (value) => this.resolved(value),
    };
  }

  private get values(): Values {
    this.read ??= new Values(this.json, this.options);
    return this.read;
  }

  private has(kind: BlockKind, type: string, name: string, expected: object | undefined): void {
    const candidates = blocksOf(this.json, kind, type);
    if (this.matching(candidates, expected).length === 0) {
      throw noMatch({
        name,
        expected,
        types: typesOf(this.json, kind),
        type,
        candidates: candidates.map((block) => ({ block, differences: this.differencesOf(block, expected) })),
      });
    }
  }

  private hasNamed(kind: "output" | "variable", name: string | RegExp, expected: object | undefined): void {
    const all = blocksOf(this.json, kind);
    const nameIn = ({ address }: TemplateBlock): string => address.slice(kind.length + 1);
    const candidates = all.filter((block) =>
      typeof name === "string" ? nameIn(block) === name : name.test(nameIn(block)),
    );
    if (this.matching(candidates, expected).length === 0) {
      throw noMatch({
        name: `${kind} ${String(name)}`,
        expected,
        type: String(name),
        types: all.map(nameIn),
        candidates: candidates.map((block) => ({ block, differences: this.differencesOf(block, expected) })),
      });
    }
  }

  private matching(blocks: readonly TemplateBlock[], expected: object | undefined): readonly TemplateBlock[] {
    return blocks.filter((block) => this.differencesOf(block, expected).length === 0);
  }

  private differencesOf({ address, arguments: given }: TemplateBlock, expected: object = {}) {
    const site: Site = {
      path: [],
      isExact: false,
      resolve: (value) => this.resolved(value),
      evaluate: (template) => this.values.evaluated(template, address),
      documentAt: (path) => this.values.documentAt(address, path.map(String)),
    };
    return differences(expected, given, site);
  }

  /** The template of a token. */
  private resolved(value: unknown): unknown {
    const isToken = Token.isUnresolved(value) || (isObject(value) && !isPlain(value) && "resolve" in value);
    if (!isToken) {
      return value;
    }
    if (this.stack === undefined) {
      throw new TemplateError(
        "a template from JSON cannot resolve a token; write the template, such as ${aws_s3_bucket.lake.arn}",
      );
    }
    return Tokenization.resolve(value, {
      scope: this.stack,
      preparing: false,
      resolver: new DefaultTokenResolver(new StringConcat()),
    }) as unknown;
  }
}

function kindOf(type: BlockType<never>): readonly [kind: BlockKind, name: string] {
  if (typeof type === "string") {
    return type.startsWith("data.") ? ["data", type.slice("data.".length)] : ["resource", type];
  }
  const kind =
    type.prototype instanceof TerraformDataSource
      ? "data"
      : type.prototype instanceof TerraformProvider
        ? "provider"
        : "resource";
  return [kind, type.tfResourceType];
}

function nameOf(type: BlockType<never>): string {
  const [kind, name] = kindOf(type);
  return kind === "resource" ? name : kind === "data" ? `data.${name}` : `${kind} ${name}`;
}
