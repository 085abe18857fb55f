/** Rejects circular references between stacks: a stack is applied after the stacks that it references. */
import { TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { reference } from "../errors";
import { oncePer } from "../once-per";
import { documentation } from "../repository";
import { addressIn } from "../terraform/hcl-template";
import { elementsOf, foreignStackOf, resolveIn } from "../terraform/references";

const ours = new WeakSet<IConstruct>();
const found = new WeakMap<TerraformStack, string>();

/**
 * If the stack of `element` and another stack reference each other, throws an error that names the constructs and the fix. CDKTF
 * detects this while it prepares the stacks, before any validation, and knows only the names of the stacks.
 */
export function forbidCircularStacks(element: IConstruct): void {
  ours.add(element);
  watch(TerraformStack.of(element));
}

const watch = oncePer((stack: TerraformStack): void => {
  const add = stack.addDependency.bind(stack);
  stack.addDependency = (dependency) => {
    const circle =
      dependency === stack || !dependency.dependsOn(stack) ? undefined : circleOf(stack, dependency);
    if (circle !== undefined) {
      // CDKTF reports this error as the failure of a token, with the stack trace of the token.
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
});

/** A reference from a resource to an element of another stack. */
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
    // A reference to a resource is more helpful than one to the account or region of a provider.
    const [first] = [...all.filter(({ to }) => TerraformResource.isTerraformResource(to)), ...all];
    return first === undefined ? [] : [describe(first)];
  });
  return (
    `The stacks ${one.node.path} and ${other.node.path} reference each other, but a stack is applied after the stacks that it references` +
    `${described.length > 0 ? `: ${described.join(", and ")}` : ""}. Use a single stack, or remove one of the references: ` +
    `${remedies(involved).join("; ")}. Examples: ${documentation("how-to/stacks.md")}. ${reference("CDKTF_POLYTOMIC_CIRCULAR_STACKS")}`
  );
}

const describe = ({ from, to }: Crossing): string =>
  `${pathOf(from)} references ${TerraformResource.isTerraformResource(to) ? "" : "a value of "}${pathOf(to)}`;

/** The construct that the user knows. */
const pathOf = ({ node }: IConstruct): string => node.path.replace(/\/Resource$/, "");

/** How to remove the reference, by the type of the referenced resource. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /^(terraform_data|aws_iam_role)/,
    "import the role in the stack of the connection, PolytomicRole.fromRoleArn(...) with its ARN as a string, and trust the connection " +
      "in the stack of the role, externalIds: [connection.auth.externalId]",
  ],
  [
    /^aws_(sqs_queue|s3_bucket_notification|sns_topic_subscription)/,
    "create the queue in the stack of the bucket and pass it to the connection; if the role is in another stack, import the queue there: " +
      "EventQueue.fromQueueArn(...) with its ARN as a string",
  ],
  [
    /^aws_s3_bucket/,
    "import the bucket in the stack of the connection: DataBucket.fromBucketName(...) with its name as a string",
  ],
  [
    /^aws_kms_/,
    "import the key in the stack that uses it: EncryptionKey.fromKeyArn(...) with its ARN as a string",
  ],
];

function remedies(involved: readonly Crossing[]): string[] {
  const types = involved.map(({ to }) => typeOf(to));
  const found = REMEDIES.filter(([type]) => types.some((one) => type.test(one))).map(([, remedy]) => remedy);
  return found.length > 0 ? found : ["pass a literal, such as an ARN or an id, instead of the construct"];
}

const typeOf = (element: IConstruct): string => String(Reflect.get(element, "terraformResourceType"));

/** The references of the resources in `stack` to other stacks that `matter`. */
function crossings(stack: TerraformStack, matter: (other: TerraformStack) => boolean): Crossing[] {
  return stack.node
    .findAll()
    .filter((one) => TerraformResource.isTerraformResource(one))
    .filter((one) => TerraformStack.of(one) === stack)
    .flatMap((from) => {
      const origins = new Map<string, TerraformStack>();
      resolveIn(stack, from.toTerraform(), (token, resolve) => {
        const origin = foreignStackOf(token, stack);
        const identifier: unknown = Reflect.get(token, "identifier");
        if (origin !== undefined && typeof identifier === "string") {
          origins.set(addressIn(identifier), origin);
        }
        return resolve();
      });
      return [...origins].flatMap(([address, origin]) =>
        matter(origin) ? [{ from, to: elementsOf(origin).get(address) ?? origin }] : [],
      );
    });
}
