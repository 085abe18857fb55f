/** Policies, which define the permissions of roles. */
import { parseBody, policyBody } from "../bodies";
import { type Call, noContent, ok } from "../call";
import { find, organizationOf, visible } from "../ownership";
import { route } from "../router";
import type { Policy } from "../state";

export const policyRoutes = [
  route("GET /api/permissions/policies", (call) =>
    ok(visible(call, call.state.policies).map((policy) => view(call, policy))),
  ),
  route("POST /api/permissions/policies", create),
  route("GET /api/permissions/policies/{id}", (call) => ok(view(call, policyOf(call)))),
  route("PUT /api/permissions/policies/{id}", update),
  route("DELETE /api/permissions/policies/{id}", remove),
];

function policyOf(call: Call): Policy {
  return find(call, call.state.policies, "policy", call.param("id"));
}

function create(call: Call) {
  const body = parseBody(policyBody, call.body);
  const organization_id = organizationOf(call, body.organization_id);
  const policy: Policy = { ...body, id: call.newId("policy"), organization_id, system: false };
  call.state.policies[policy.id] = policy;
  return ok(view(call, policy));
}

/** Replaces the policy: removes actions that are not sent. */
function update(call: Call) {
  const { id, organization_id, system } = policyOf(call);
  const policy: Policy = { ...parseBody(policyBody, call.body), id, organization_id, system };
  call.state.policies[id] = policy;
  return ok(view(call, policy));
}

function remove(call: Call) {
  delete call.state.policies[policyOf(call).id];
  return noContent();
}

function view({ behavior }: Call, policy: Policy) {
  return { ...policy, policy_actions: [...policy.policy_actions, ...behavior.extraPolicyActions] };
}
