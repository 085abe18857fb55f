/** Evaluates requests against policies with a simulator of IAM's logic. */
import { runSimulation } from "@cloud-copilot/iam-simulate";

/** An IAM policy as AWS stores it. */
export interface StoredPolicy {
  readonly Version: string;
  readonly Statement: readonly StoredStatement[];
}

type StoredStatement = Readonly<Record<string, unknown>> & {
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** A request, and the policies that apply to it. */
export interface Request {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** The account that owns the resource. */
  readonly account: string;
  /** The context of the request, such as `aws:SecureTransport`. */
  readonly context: Readonly<Record<string, string>>;
  /** Policies of the principal. */
  readonly identity: readonly StoredPolicy[];
  /** The policy of the resource. */
  readonly resourcePolicy?: StoredPolicy | undefined;
}

/** Whether the request is allowed. @throws Error if the simulator does not understand it */
export async function isAllowed(request: Request): Promise<boolean> {
  const { principal, action, resource, account, context, identity, resourcePolicy } = request;
  const result = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: account },
        contextVariables: { ...context },
      },
      identityPolicies: identity.map((policy, index) => ({ name: `policy-${index}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy }),
    },
    {},
  );
  if (result.resultType === "error") {
    throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)}`);
  }
  return result.overallResult === "Allowed";
}

/** A policy with a part removed. */
export interface Mutant {
  /** The removed part, such as `statement 2` or `statement 1, ArnLike aws:SourceArn`. */
  readonly without: string;
  readonly policy: StoredPolicy;
}

/** Returns the policy without each of its statements and each of their conditions, one at a time. */
export function mutants({ Statement, ...rest }: StoredPolicy): Mutant[] {
  return Statement.flatMap((statement, index) => {
    const name = `statement ${String(statement["Sid"] ?? index + 1)}`;
    const withStatement = (replacement: readonly StoredStatement[]): StoredPolicy => ({
      ...rest,
      Statement: Statement.flatMap((one) => (one === statement ? replacement : [one])),
    });
    const { Condition = {}, ...bare } = statement;
    const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.keys(keys).map((key) => {
        const left = Object.fromEntries(
          Object.entries(Condition)
            .map(([one, all]) => [
              one,
              Object.fromEntries(Object.entries(all).filter(([other]) => one !== operator || other !== key)),
            ])
            .filter(([, all]) => Object.keys(all as object).length > 0),
        ) as Record<string, Record<string, unknown>>;
        const without = {
          ...bare,
          ...(Object.keys(left).length > 0 && { Condition: left }),
        } as StoredStatement;
        return { without: `${name}, ${operator} ${key}`, policy: withStatement([without]) };
      }),
    );
    return [{ without: name, policy: withStatement([]) }, ...conditions];
  });
}
