/** Traps of Polytomic's responses to requests for connections and other resources. */
import { PermissionPolicy, PermissionRole, User } from "../../../../constructs";
import { Policy } from "../../../../lib/bindings/policy";
import { Role } from "../../../../lib/bindings/role";
import { User as UserBinding } from "../../../../lib/bindings/user";
import type { CannedResponse } from "../../../../lib/testing/api/behavior";
import type { Outcome, Program, Proofs } from "../proof";
import { bulkSync, csv, model, s3, sync } from "../raw";
import { copy, lake, people, toContacts } from "../written";

/** Deleting a connection returns this response. */
const deletedWith = (status: number, body?: object): { cannedResponses: CannedResponse[] } => ({
  cannedResponses: [{ method: "DELETE", path: /^\/api\/connections\//, status, body }],
});

const IN_USE_WITHOUT_DEPENDENTS = deletedWith(422, {
  message: "connection in use",
  metadata: { used_by: [] },
  status: 422,
});

/** Creating a resource at `path` works, but the response has no data. */
const withoutData = (path: string | RegExp): { cannedResponses: CannedResponse[] } => ({
  cannedResponses: [{ method: "POST", path, status: 201, body: { data: null }, afterEffect: true }],
});

/** Terraform's two messages for a provider that panics. It reports one of them at random. */
const DIED = /Plugin did not respond|Request cancelled/;

const unanswered = (path: string | RegExp, program: Program): Outcome => ({
  server: withoutData(path),
  program,
  fails: ["apply", DIED],
});

const USERS = /^\/api\/organizations\/[^/]+\/users$/;

export const ANSWERS = {
  "rejection-without-message": {
    raw: [
      {
        server: deletedWith(422, {}),
        program: [(stack) => csv(stack), () => undefined],
        fails: ["apply", DIED],
        planned: ["polytomic_csv_connection: delete"],
      },
    ],
    library: {
      open: [
        {
          server: deletedWith(422, {}),
          program: [(stack) => lake(stack), () => undefined],
          fails: ["apply", DIED],
          planned: ["polytomic_s3_connection: delete"],
        },
      ],
    },
  },
  "not-found-without-body": {
    raw: [
      {
        server: deletedWith(404),
        program: [(stack) => csv(stack), () => undefined],
        fails: ["apply", "Error deleting connection"],
      },
      // With a body, the connection counts as gone.
      {
        server: deletedWith(404, { message: "not found", status: 404 }),
        program: [(stack) => csv(stack), () => undefined],
        changes: ["polytomic_csv_connection: delete"],
      },
    ],
    library: {
      open: [
        {
          server: deletedWith(404),
          program: [(stack) => lake(stack), () => undefined],
          fails: ["apply", "Error deleting connection"],
        },
      ],
    },
  },
  "in-use-without-dependents": {
    raw: [
      {
        server: IN_USE_WITHOUT_DEPENDENTS,
        program: [(stack) => csv(stack), () => undefined],
        changes: ["polytomic_csv_connection: delete"],
      },
    ],
    library: {
      open: [
        {
          server: IN_USE_WITHOUT_DEPENDENTS,
          program: [(stack) => lake(stack), () => undefined],
          changes: ["polytomic_s3_connection: delete", "terraform_data: delete"],
        },
      ],
    },
  },
  "response-without-data": {
    raw: [
      unanswered("/api/connections", (stack) => s3(stack)),
      unanswered("/api/models", (stack) => model(stack)),
      unanswered("/api/syncs", (stack) => sync(stack)),
      unanswered("/api/bulk/syncs", (stack) => bulkSync(stack)),
      unanswered("/api/permissions/policies", (stack) => new Policy(stack, "policy", { name: "P" })),
      unanswered("/api/permissions/roles", (stack) => new Role(stack, "role", { name: "R" })),
      unanswered(USERS, (stack, { organizationId: organization }) => {
        new UserBinding(stack, "ada", { email: "ada@example.com", role: "user", organization });
      }),
    ],
    library: {
      open: [
        unanswered("/api/connections", (stack) => lake(stack)),
        unanswered("/api/models", (stack) => people(stack)),
        unanswered("/api/syncs", (stack) => toContacts(stack)),
        unanswered("/api/bulk/syncs", (stack) => copy(stack)),
        unanswered("/api/permissions/policies", (stack) => {
          new PermissionPolicy(stack, "policy", { name: "P" });
        }),
        unanswered("/api/permissions/roles", (stack) => new PermissionRole(stack, "role", { name: "R" })),
        unanswered(USERS, (stack, { organizationId: organization }) => {
          const roles = [new PermissionRole(stack, "role", { name: "R" })];
          new User(stack, "ada", { email: "ada@example.org", roles, organization });
        }),
      ],
    },
  },
} satisfies Partial<Proofs<"Connections">>;
