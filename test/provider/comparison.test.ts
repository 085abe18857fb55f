import { compareDiagnostics } from "../support/replay/compare-diagnostics";
import { comparePlan } from "../support/replay/compare-plan";
import { compareRequests } from "../support/replay/compare-requests";
import { compareState } from "../support/replay/compare-state";

const put = {
  method: "PUT",
  path: "/api/syncs/1",
  query: "",
  body: { active: true },
  status: 200,
  headers: {},
};
const get = { method: "GET", path: "/api/syncs/1", query: "", body: null, headers: {} };

describe("requests", () => {
  test("a changed body is a difference", () => {
    const found = compareRequests([put], [{ ...put, body: { active: false } }]);

    expect(found.map(({ place }) => place)).toEqual(["requests[0].body.active"]);
  });

  test("a missing request is a difference", () => {
    expect(compareRequests([put], [])).not.toEqual([]);
  });

  test("requests to one object in another order are a difference", () => {
    const recorded = [{ method: "GET", path: "/api/syncs/1", status: 200 }, put];

    expect(compareRequests(recorded, [put, get]).map(({ place }) => place)).toContain(
      "order of requests./api/syncs/1[0]",
    );
    expect(compareRequests(recorded, [get, put])).toEqual([]);
  });
});

describe("plans", () => {
  const recorded = {
    resource_changes: [{ address: "polytomic_role.r", type: "polytomic_role", actions: ["no-op"] }],
  };
  const change = { actions: ["update"], before: { name: "a" }, after: { name: "b" }, after_unknown: {} };

  test("an unexpected change is a difference", () => {
    const observed = { resource_changes: [{ address: "polytomic_role.r", type: "polytomic_role", change }] };

    expect(comparePlan(recorded, observed).map(({ place }) => place)).toContain(
      "resource_changes.polytomic_role.r.actions[0]",
    );
  });

  test("a resource that is not planned is a difference", () => {
    expect(comparePlan(recorded, { resource_changes: [] })).toHaveLength(1);
  });
});

describe("states", () => {
  const recorded = [
    { address: "polytomic_sync.s", values: { name: "a" }, sensitive_values: { name: true, fields: [] } },
  ];

  test("values and sensitivity are compared", () => {
    const state = { address: "polytomic_sync.s", values: { name: "a" }, sensitive: ["name"] };

    expect(compareState(recorded, [state])).toEqual([]);
    expect(compareState(recorded, [{ ...state, sensitive: [] }])).toHaveLength(1);
    expect(compareState(recorded, [{ ...state, values: { name: "b" } }])).toHaveLength(1);
  });
});

describe("diagnostics", () => {
  const diagnostic = {
    severity: "error",
    summary: "Client Error",
    detail: "Error deleting connection: 404",
    address: "polytomic_s3_connection.lake",
    snippet: { context: "resource.polytomic_s3_connection.lake" },
  };

  test("location and beginning of the detail are compared", () => {
    const lines = ["Error: Client Error @ resource.polytomic_s3_connection.lake"];

    expect(compareDiagnostics(lines, [diagnostic])).toEqual([]);
    expect(compareDiagnostics(["Error: Client Error Error deleting connection: 404"], [diagnostic])).toEqual(
      [],
    );
    expect(compareDiagnostics(["Error: Client Error Error creating"], [diagnostic])).toHaveLength(2);
    expect(
      compareDiagnostics(["Error: Client Error @ resource.polytomic_model.m"], [diagnostic]),
    ).toHaveLength(2);
  });

  test("a provider crash is reported in one of two ways, which count as equal", () => {
    const lines = ["Error: Plugin did not respond The plugin encountered an error, and failed to respond"];
    const otherwise = {
      severity: "error",
      summary: "Request cancelled",
      detail: "The request was cancelled.",
    };

    expect(compareDiagnostics(lines, [otherwise])).toEqual([]);
    expect(compareDiagnostics(["Error: Request cancelled"], [otherwise])).toEqual([]);
    expect(compareDiagnostics(lines, [diagnostic])).toHaveLength(2);
  });

  test("each recorded line needs its own diagnostic", () => {
    const line = "Error: Client Error @ resource.polytomic_s3_connection.lake";

    expect(compareDiagnostics([line, line], [diagnostic])).toHaveLength(1);
    expect(compareDiagnostics([], [diagnostic])).toHaveLength(1);
  });
});
