/** References between stacks. Terraform applies one stack after the other, so two of them cannot refer to each other. */
import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  StringConcat,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "cdktf";
import type { IConstruct } from "constructs";
import { reference } from "../errors";
import { addressIn } from "../terraform/hcl-template";
import { elementsOf } from "../terraform/references";

const watched = new WeakSet<TerraformStack>();
const ours = new WeakSet<IConstruct>();
const found = new WeakMap<TerraformStack, string>();

/**
 * Names the constructs and the remedy where the stack of `element` and another stack refer to each other. CDKTF notices it while it
 * prepares the stacks, before anything is validated, and knows their names only.
 */
export function refuseCircularStacks(element: IConstruct): void {
  ours.add(element);
  const stack = TerraformStack.of(element);
  if (watched.has(stack)) {
    return;
  }
  watched.add(stack);
  const add = stack.addDependency.bind(stack);
  stack.addDependency = (dependency) => {
    const circle =
      dependency === stack || !dependency.dependsOn(stack) ? undefined : circleOf(stack, dependency);
    if (circle !== undefined) {
      // CDKTF reports what is thrown here as the fault of a token, with the place where the token was made.
      found.set(stack, circle);
      throw new Error(circle);
    }
    add(dependency);
  };
  const prepare = stack.prepareStack.bind(stack);
  stack.prepareStack = () => {
    try {
      prepare();
    } catch (error) {
      const message = found.get(stack);
      throw message === undefined ? error : new Error(message);
    }
  };
}

/** A reference of a resource to something in another stack. */
interface Crossing {
  readonly from: TerraformResource;
  readonly to: IConstruct;
}

function circleOf(one: TerraformStack, other: TerraformStack): string | undefined {
  const there = crossings(one, (stack) => stack === other || other.dependsOn(stack));
  const back = crossings(other, (stack) => stack === one || stack.dependsOn(one));
  const involved = [...there, ...back];
  if (!involved.some(({ from, to }) => ours.has(from) || ours.has(to))) {
    return undefined;
  }
  const described = [there, back].flatMap((all) => {
    // A resource tells more than the account or region of a provider.
    const [first] = [...all.filter(({ to }) => TerraformResource.isTerraformResource(to)), ...all];
    return first === undefined ? [] : [describe(first)];
  });
  return (
    `The stacks ${one.node.path} and ${other.node.path} refer to each other, but Terraform applies one after the other` +
    `${described.length > 0 ? `: ${described.join(", and ")}` : ""}. Create all of it in one stack, or cut one of the references: ` +
    `${remedies(involved).join("; ")}. docs/aws.md#several-stacks has programs that work. ${reference("CDKTF_POLYTOMIC_CIRCULAR_STACKS")}`
  );
}

const describe = ({ from, to }: Crossing): string =>
  `${pathOf(from)} refers to ${TerraformResource.isTerraformResource(to) ? "" : "something named by "}${pathOf(to)}`;

/** The construct that a person would name. */
const pathOf = ({ node }: IConstruct): string => node.path.replace(/\/Resource$/, "");

/** How to name what exists elsewhere, by the type of the resource that is referred to: an external ID by the trust policy of a role. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /^(terraform_data|aws_iam_role)/,
    "name the role where the connection is, PolytomicRole.fromRoleArn(...) with its ARN as a string, and trust the connection where " +
      "the role is, externalIds: [connection.auth.externalId]",
  ],
  [
    /^aws_(sqs_queue|s3_bucket_notification|sns_topic_subscription)/,
    "create the queue in the stack of the bucket and pass it to the connection; with a role in another stack, name the queue there: " +
      "EventQueue.fromQueueArn(...) with its ARN as a string",
  ],
  [
    /^aws_s3_bucket/,
    "name the bucket where the connection is: DataBucket.fromBucketName(...) with its name as a string",
  ],
  [/^aws_kms_/, "name the key where it is used: EncryptionKey.fromKeyArn(...) with its ARN as a string"],
];

function remedies(involved: readonly Crossing[]): string[] {
  const types = involved.map(({ to }) => typeOf(to));
  const found = REMEDIES.filter(([type]) => types.some((one) => type.test(one))).map(([, remedy]) => remedy);
  return found.length > 0 ? found : ["pass a literal, such as an ARN or an id, instead of the construct"];
}

const typeOf = (element: IConstruct): string => String(Reflect.get(element, "terraformResourceType"));

/** What the resources of `stack` refer to in those of the others that `matter`. */
function crossings(stack: TerraformStack, matter: (other: TerraformStack) => boolean): Crossing[] {
  return stack.node
    .findAll()
    .filter((one) => TerraformResource.isTerraformResource(one))
    .filter((one) => TerraformStack.of(one) === stack)
    .flatMap((from) => {
      const resolver = new CrossingResolver(stack);
      Tokenization.resolve(from.toTerraform(), { scope: stack, resolver, preparing: false });
      return [...resolver.found].flatMap(([address, origin]) =>
        matter(origin) ? [{ from, to: elementsOf(origin).get(address) ?? origin }] : [],
      );
    });
}

/** Collects references to other stacks, by their addresses there. */
class CrossingResolver extends DefaultTokenResolver {
  public readonly found = new Map<string, TerraformStack>();

  public constructor(private readonly stack: TerraformStack) {
    super(new StringConcat());
  }

  public override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    // Not part of CDKTF's public surface: where they are called otherwise, the stacks are named, and not what refers to what.
    const origin: unknown = Reflect.get(token, "originStack");
    const identifier: unknown = Reflect.get(token, "identifier");
    if (TerraformStack.isStack(origin) && origin !== this.stack && typeof identifier === "string") {
      this.found.set(addressIn(identifier), origin);
    }
    return super.resolveToken(token, context, postProcessor);
  }
}
