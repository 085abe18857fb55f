import { activationBody, executionBody, parseBody } from "../bodies";
import { type Answer, type Call, ok } from "../call";
import { notFound } from "../errors";
import type { Execution } from "../state";

/** What runs: a sync or a bulk sync. */
interface Runnable {
  readonly id: string;
  active?: boolean | undefined;
  readonly executions: Execution[];
}

/** The emulated API moves no records: an execution is over, successfully, when it is asked for. */
export function start(call: Call, runnable: Runnable): Answer {
  const body = parseBody(executionBody, call.body);
  const now = new Date().toISOString();
  const execution: Execution = {
    id: call.newId("execution"),
    status: "completed",
    created_at: now,
    started_at: now,
    completed_at: now,
    is_test: body.test ?? false,
    is_resync: body.resync ?? false,
  };
  runnable.executions.push(execution);
  return ok(execution);
}

export function activate(call: Call, runnable: Runnable): Answer {
  const { active } = parseBody(activationBody, call.body);
  runnable.active = active;
  return ok({ id: runnable.id, active });
}

export function status(runnable: Runnable): Answer {
  return ok({
    current_execution: null,
    last_execution: runnable.executions.at(-1) ?? null,
    next_execution_time: null,
  });
}

/** Newest first, unless asked otherwise. */
export function listExecutions(call: Call, runnable: Runnable): Answer {
  const ascending = call.query.get("ascending") === "true";
  const executions = ascending ? runnable.executions : [...runnable.executions].reverse();
  return { status: 200, body: { data: executions, pagination: { next_page_token: "" } } };
}

export function getExecution(call: Call, runnable: Runnable): Answer {
  const execution = runnable.executions.find(({ id }) => id === call.param("execution"));
  if (!execution) throw notFound("execution not found");
  return ok(execution);
}
