/** Executions of syncs and bulk syncs. */
import { activationBody, executionBody, parseBody } from "../bodies";
import { type ApiResponse, type Call, ok } from "../call";
import { notFound } from "../errors";
import { type Route, route } from "../router";
import type { Execution } from "../state";

/** A sync or a bulk sync. */
interface Runnable {
  readonly id: string;
  active?: boolean | undefined;
  readonly executions: Execution[];
}

/** Routes for activation, executions and status, the same for model syncs and bulk syncs. */
export function executionRoutes(path: string, runnableOf: (call: Call) => Runnable): Route[] {
  return [
    route(`POST ${path}/activate`, (call) => activate(call, runnableOf(call))),
    route(`POST ${path}/executions`, (call) => start(call, runnableOf(call))),
    route(`GET ${path}/executions`, (call) => listExecutions(call, runnableOf(call))),
    route(`GET ${path}/executions/{execution}`, (call) => getExecution(call, runnableOf(call))),
    route(`GET ${path}/status`, (call) => status(runnableOf(call))),
  ];
}

/** Starts an execution, which succeeds immediately: the emulated API does not move any records. */
function start(call: Call, runnable: Runnable): ApiResponse {
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

function activate(call: Call, runnable: Runnable): ApiResponse {
  const { active } = parseBody(activationBody, call.body);
  runnable.active = active;
  return ok({ id: runnable.id, active });
}

function status(runnable: Runnable): ApiResponse {
  return ok({
    current_execution: null,
    last_execution: runnable.executions.at(-1) ?? null,
    next_execution_time: null,
  });
}

/** Newest first by default. */
function listExecutions(call: Call, runnable: Runnable): ApiResponse {
  const ascending = call.query.get("ascending") === "true";
  const executions = ascending ? runnable.executions : [...runnable.executions].reverse();
  return { status: 200, body: { data: executions, pagination: { next_page_token: "" } } };
}

function getExecution(call: Call, runnable: Runnable): ApiResponse {
  const execution = runnable.executions.find(({ id }) => id === call.param("execution"));
  if (!execution) {
    throw notFound("execution not found");
  }
  return ok(execution);
}
