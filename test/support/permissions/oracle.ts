/** Asks a simulator of IAM's logic, which shares no code with the library, about permissions. */
import { runSimulation, runUnsafeSimulation } from "@cloud-copilot/iam-simulate";
import type { PermissionChange } from "../../../lib/iam/permissions";
import type { TestPolicy, TestRequest, TestStatement } from "./random-policies";

/** Whether a policy belongs to an identity or to a resource. */
export type Kind = "identity" | "resource";

const OWNER = "999900001111";
const allowEverything: TestPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** Whether a policy allows a request, if nothing else forbids it. @throws Error if the simulator does not understand it */
export async function allows(kind: Kind, policy: TestPolicy, request: TestRequest): Promise<boolean> {
  if (policy.Statement.length === 0) {
    return false;
  }
  const { principal, action, resource, context } = request;
  const simulation = {
    request: {
      principal: kind === "identity" ? `arn:aws:iam::${OWNER}:role/tested` : principal,
      action,
      resource: { resource, accountId: OWNER },
      contextVariables: Object.fromEntries(
        Object.entries(context).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
      ),
    },
    identityPolicies: [{ name: "identity", policy: kind === "identity" ? policy : allowEverything }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  if (kind === "identity") {
    return runUnsafeSimulation(simulation, {}) === ("Allowed" as unknown);
  }
  const result = await runSimulation({ ...simulation, resourcePolicy: policy }, {});
  if (result.resultType === "error") {
    throw new Error(`${action} on ${resource}: ${JSON.stringify(result.errors)} ${JSON.stringify(policy)}`);
  }
  return result.overallResult === "Allowed";
}

const allowed = (kind: Kind): TestStatement => ({
  Effect: "Allow",
  Action: "*",
  Resource: "*",
  ...(kind === "resource" && { Principal: "*" }),
});

/** Whether a policy denies a request. */
export async function denies(kind: Kind, policy: TestPolicy, request: TestRequest): Promise<boolean> {
  const Statement = [allowed(kind), ...policy.Statement.filter(({ Effect }) => Effect === "Deny")];
  return !(await allows(kind, { ...policy, Statement }, request));
}

/** A permission as a policy that allows exactly the requests of the permission. */
export function policyOfChange(kind: Kind, change: PermissionChange): TestPolicy {
  const all = allowed(kind);
  const { actions, resources, principals, conditions, not = {} } = change;
  const deny = (...parts: object[]): TestStatement =>
    Object.assign({ ...all, Effect: "Deny" }, ...parts) as TestStatement;
  const hasConditions = Object.keys(conditions).length > 0;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        ...all,
        Action: actions,
        Resource: resources,
        ...(kind === "resource" && { Principal: principalElement(principals) }),
        ...(hasConditions && { Condition: conditions }),
      },
      ...(not.actions === undefined ? [] : [deny({ Action: not.actions })]),
      ...(not.resources === undefined ? [] : [deny({ Resource: not.resources })]),
      ...(not.principals === undefined ? [] : [deny({ Principal: principalElement(not.principals) })]),
      ...(not.conditions ?? []).map((Condition) => deny({ Condition })),
    ],
  };
}

function principalElement(principals: readonly string[]): unknown {
  const services = principals.filter((name) => name.endsWith(".amazonaws.com"));
  const others = principals.filter((name) => !services.includes(name));
  return {
    ...(services.length > 0 && { Service: services }),
    ...(others.length > 0 && { AWS: others }),
  };
}
