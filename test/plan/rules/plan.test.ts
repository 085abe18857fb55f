/** Rules about a plan as a whole. */
import { findings, kept, updated } from "../findings";

const queue = { name: "events", visibility_timeout_seconds: 30, delay_seconds: 0 };
const drift = (after: Record<string, unknown> | null) => ({
  resource_drift: [
    updated(
      "aws_sqs_queue.q",
      queue,
      {},
      { change: after === null ? { actions: ["delete"], after } : { after } },
    ),
  ],
});

it("finds a plan that is not complete", () => {
  expect(findings([], { complete: false })).toEqual([
    "cannot-tell plan-incomplete[]: another plan is needed after this one",
  ]);
});

it("finds changes that are deferred", () => {
  const deferred = [
    {
      reason: "provider_config_unknown",
      resource_change: { address: "aws_sqs_queue.q", type: "aws_sqs_queue" },
    },
  ];
  expect(findings([], { complete: false, deferred_changes: deferred })).toEqual([
    "cannot-tell plan-incomplete[aws_sqs_queue.q]: aws_sqs_queue.q is deferred: provider_config_unknown",
  ]);
});

it("finds a plan that failed", () => {
  expect(findings([], { errored: true })).toEqual([
    "cannot-tell plan-errored[]: planning stopped with an error, so changes are missing here",
  ]);
});

it("finds an action", () => {
  expect(findings([], { action_invocations: [{ address: "action.aws_lambda_invoke.x" }] })).toEqual([
    "look provider-action[action.aws_lambda_invoke.x]: invokes action.aws_lambda_invoke.x",
  ]);
});

it("finds a check that fails, and not one that is unknown", () => {
  const check = (name: string, status: string) => ({
    address: { kind: "check", name, to_display: `check.${name}` },
    status,
    instances: [{ address: { to_display: `check.${name}` }, status, problems: [{ message: "no files" }] }],
  });
  expect(
    findings([], { checks: [check("fresh", "fail"), check("later", "unknown"), check("fine", "pass")] }),
  ).toEqual(["danger check-failed[check.fresh]: check.fresh fails: no files"]);
});

describe("changes outside of Terraform", () => {
  it("are found if the plan undoes them", () => {
    const undone = updated("aws_sqs_queue.q", { ...queue, delay_seconds: 60 }, { delay_seconds: 0 });
    expect(findings([undone], drift({ ...queue, delay_seconds: 60 }))).toEqual([
      "look drift-undone[aws_sqs_queue.q]: undoes a change of delay_seconds",
    ]);
  });

  it("are found if what was deleted is created again", () => {
    const created = updated(
      "aws_sqs_queue.q",
      {},
      {},
      { change: { actions: ["create"], before: null, after: queue } },
    );
    expect(findings([created], drift(null))).toEqual([
      "look drift-undone[aws_sqs_queue.q]: was deleted outside of Terraform and is created again",
    ]);
  });

  it("are not found as changes of no argument if the whole resource is gone", () => {
    const undone = updated("aws_sqs_queue.q", { ...queue, delay_seconds: 60 }, { delay_seconds: 0 });
    expect(findings([undone], drift(null))).toEqual([]);
  });

  it("are not found if the plan leaves them", () => {
    expect(
      findings(
        [kept("aws_sqs_queue.q", { ...queue, delay_seconds: 60 })],
        drift({ ...queue, delay_seconds: 60 }),
      ),
    ).toEqual([]);
    const other = updated(
      "aws_sqs_queue.q",
      { ...queue, delay_seconds: 60 },
      { visibility_timeout_seconds: 60 },
    );
    expect(findings([other], drift({ ...queue, delay_seconds: 60 }))).toEqual([]);
  });
});
