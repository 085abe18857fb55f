/** Traps of permission policies and of users. */
import { type TerraformStack } from "cdktf";
import { PermissionPolicy, PermissionRole, User } from "../../../../constructs";
import { Policy } from "../../../../lib/bindings/policy";
import { Role } from "../../../../lib/bindings/role";
import { User as UserBinding } from "../../../../lib/bindings/user";
import type { PolytomicApi } from "../../../../lib/testing";
import type { Program, Proofs } from "../proof";
import { emptyList } from "../raw";
import { newest, importNewest } from "./programs";

const POLICIES = "/api/permissions/policies";

const UUID = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";

/** A policy on the bindings, and on the constructs, with one role for each of some actions. */
const policyBinding =
  (actions: readonly string[], name = "P", id = "policy"): Program =>
  (stack) => {
    const roleIds = [roleOf(stack).id];
    const policyActions = actions.map((action) => ({ action, roleIds }));
    new Policy(stack, id, { name, ...(actions.length > 0 && { policyActions }) });
  };

const policy =
  (actions: readonly string[], name = "P"): Program =>
  (stack) => {
    const roles = [roleOf(stack).id];
    const policyActions = Object.fromEntries(actions.map((action) => [action, roles]));
    new PermissionPolicy(stack, "policy", { name, ...(actions.length > 0 && { policyActions }) });
  };

const roleOf = (stack: TerraformStack): Role =>
  (stack.node.tryFindChild("analyst") as Role | undefined) ?? new Role(stack, "analyst", { name: "Analyst" });

/** Allows another action in Polytomic. */
const allow = (api: PolytomicApi): void => {
  const { id } = newest(api, "policies");
  api.change(({ policies, roles }) => {
    policies[id]!.policy_actions.push({ action: "create", role_ids: Object.keys(roles).slice(0, 1) });
  });
};

/** The next version of the program. */
const afterAllowing =
  (program: Program): Program =>
  (stack, api) => {
    allow(api);
    program(stack, api);
  };

/** A user with two roles, on both sides. Polytomic returns them in the same order or in reverse. */
const users = (make: (stack: TerraformStack, organization: string, turned: boolean) => void) => ({
  first: ((stack, { organizationId }) => make(stack, organizationId, false)) as Program,
  /** Polytomic reverses the order. */
  then:
    (turned: boolean): Program =>
    (stack, api) => {
      const user = newest(api, "users");
      const data = { ...user, role_ids: [...user.role_ids].reverse() };
      api.behavior.cannedResponses = [
        { method: "GET", path: /\/users\/[^/]+$/, status: 200, body: { data } },
      ];
      make(stack, api.organizationId, turned);
    },
});

const ordered = <T>([first, second]: readonly [T, T], turned: boolean): T[] =>
  turned ? [second, first] : [first, second];

const RAW_USERS = users((stack, organization, turned) => {
  const [a, b] = [new Role(stack, "a", { name: "A" }), new Role(stack, "b", { name: "B" })];
  const roleIds = ordered([a.id, b.id], turned);
  new UserBinding(stack, "ada", { email: "ada.a@example.com", organization, roleIds });
});

const USERS = users((stack, organization, turned) => {
  const [a, b] = [
    new PermissionRole(stack, "a", { name: "A" }),
    new PermissionRole(stack, "b", { name: "B" }),
  ];
  new User(stack, "ada", { email: "ada.b@example.com", organization, roles: ordered([a, b], turned) });
});

const NO_ACTIONS = expect.not.objectContaining({ policy_actions: expect.anything() as unknown }) as unknown;

export const PERMISSIONS = {
  "empty-policy-actions": {
    raw: [
      {
        program: (stack) => new Policy(stack, "policy", { name: "P", policyActions: [] }),
        fails: ["apply", ".policy_actions"],
      },
    ],
    library: {
      rejected: [
        [
          (stack) => new PermissionPolicy(stack, "policy", { name: "P", policyActions: {} }),
          "is empty; omit it to allow no actions",
        ],
      ],
      open: [
        {
          program: (stack) => {
            const { resource } = new PermissionPolicy(stack, "policy", { name: "P" });
            resource.addOverride("policy_actions", []);
          },
          fails: ["apply", ".policy_actions"],
        },
      ],
    },
  },
  "action-without-roles": {
    raw: [{ recording: "permissions", case: "role_ids empty", shows: /^apply.*: Error: .*\.policy_actions/ }],
    library: {
      rejected: [
        [
          (stack) => {
            new PermissionRole(stack, "role", { name: "R" });
            new PermissionPolicy(stack, "policy", { name: "P", policyActions: { create: [] } });
          },
          "policyActions.create must not be empty",
        ],
      ],
      open: [
        {
          program: (stack) => {
            new PermissionPolicy(stack, "policy", { name: "P", policyActions: { create: emptyList(stack) } });
          },
          fails: ["apply", ".policy_actions"],
        },
      ],
    },
  },
  "action-added-in-polytomic": {
    raw: [
      { program: [policyBinding(["delete"]), afterAllowing(policyBinding(["delete"]))], changes: [] },
      {
        program: [policyBinding(["delete"]), afterAllowing(policyBinding(["delete"], "Renamed"))],
        changes: ["polytomic_policy: update"],
        sent: { path: POLICIES, body: { policy_actions: [{ action: "delete" }] } },
      },
    ],
    library: {
      open: [
        { program: [policy(["delete"]), afterAllowing(policy(["delete"]))], changes: [] },
        {
          program: [policy(["delete"]), afterAllowing(policy(["delete"], "Renamed"))],
          changes: ["polytomic_policy: update"],
          sent: { path: POLICIES, body: { policy_actions: [{ action: "delete" }] } },
        },
      ],
      advised: [
        {
          program: [policy(["delete"]), afterAllowing(policy(["create", "delete"], "Renamed"))],
          changes: ["polytomic_policy: update"],
          sent: { path: POLICIES, body: { policy_actions: [{ action: "create" }, { action: "delete" }] } },
        },
      ],
    },
  },
  "all-actions-removed": {
    raw: [
      {
        program: [policyBinding(["delete"]), policyBinding([])],
        changes: ["polytomic_policy: update"],
        sent: { path: POLICIES, body: NO_ACTIONS },
      },
    ],
    library: {
      open: [
        {
          program: [policy(["delete"]), policy([])],
          changes: ["polytomic_policy: update"],
          sent: { path: POLICIES, body: NO_ACTIONS },
        },
      ],
    },
  },
  "imported-policy": {
    raw: [
      {
        program: [
          policyBinding(["delete"]),
          (stack, api) => {
            policyBinding(["delete"])(stack, api);
            policyBinding(["delete"], "P", "second")(stack, api);
            importNewest(api, "policies", stack.node.findChild("second") as Policy);
          },
        ],
        changes: ["polytomic_policy: update"],
      },
    ],
    library: {
      open: [
        {
          program: [
            policy(["delete"]),
            (stack, api) => {
              policy(["delete"])(stack, api);
              const policyActions = { delete: [roleOf(stack).id] };
              const { resource } = new PermissionPolicy(stack, "second", { name: "P", policyActions });
              importNewest(api, "policies", resource);
            },
          ],
          changes: ["polytomic_policy: update"],
        },
      ],
    },
  },
  "user-without-roles": {
    raw: [
      {
        program: ["ada@example.com", "Ada@example.com"].map(
          (email): Program =>
            (stack, { organizationId: organization }) =>
              new UserBinding(stack, "ada", { email, organization }),
        ),
        fails: ["apply", "unknown value for polytomic_user.ada.role"],
        sent: { path: "/api/organizations", body: { role: "" } },
      },
    ],
    library: {
      rejected: [
        [
          (stack) => new User(stack, "ada", { email: "ada@example.com", organization: UUID } as never),
          "roles is missing; expected an array",
        ],
        [
          (stack) =>
            new User(stack, "ada", { email: "a@b.example", organization: UUID, role: "admin" } as never),
          "role is not a prop here",
        ],
      ],
    },
  },
  "roles-in-another-order": {
    raw: [
      {
        program: [RAW_USERS.first, RAW_USERS.then(false)],
        changes: ["polytomic_user: update"],
        planned: ["polytomic_user: update"],
      },
    ],
    library: {
      open: [
        {
          program: [USERS.first, USERS.then(false)],
          changes: ["polytomic_user: update"],
          planned: ["polytomic_user: update"],
        },
      ],
      advised: [{ program: [USERS.first, USERS.then(true)], changes: [] }],
    },
  },
} satisfies Partial<Proofs<"Permissions, keys and secrets">>;
