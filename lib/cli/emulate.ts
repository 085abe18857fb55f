/** `cdktf-polytomic emulate` */
import { existsSync } from "node:fs";
import { PACKAGE } from "../core";
import { isRecord } from "../objects";
import { behaviorOf } from "../testing/api/behavior-json";
import { PolytomicApi } from "../testing/api/polytomic-api";
import type { RecordedRequest } from "../testing/api/server";
import { readJson, reasonOf } from "./files";
import { CommandError, OK } from "./io";
import type { Io } from "./io";
import { describeOptions, parseOptions } from "./options";

const OPTIONS = {
  port: { value: "PORT", description: "The port to listen on\nDefault: any free port" },
  host: { value: "HOST", description: "The address to listen on\nDefault: 127.0.0.1" },
  state: {
    value: "FILE",
    description: "Keep the objects in a file, also when the emulator is started again",
  },
  seed: {
    value: "FILE.json",
    description: "Connections, models and schemas that exist before the first request",
  },
  behavior: {
    value: "JSON",
    description:
      'What the API leaves open, and faults, as JSON or as a file with it:\n\'{"externalId": "after-creation"}\'',
  },
  "api-key": { value: "KEY", description: "The API key that is accepted\nDefault: a random one" },
  "partner-key": { value: "KEY", description: "The partner key that is accepted\nDefault: none" },
  log: { description: "Write each request and its status to standard error" },
  json: { description: "Write the URL, the keys and the environment variables as one line of JSON" },
  help: { description: "Show this help" },
} as const;

const HELP = `Usage: ${PACKAGE} emulate [options]

Emulates the Polytomic API for tests in any language. It stores what it is sent and moves no records.
Writes the environment variables that Terraform needs to standard output, and runs until it is interrupted.

  npx ${PACKAGE} emulate --port 4000 --api-key test &
  export POLYTOMIC_DEPLOYMENT_URL=http://127.0.0.1:4000 POLYTOMIC_API_KEY=test
  terraform apply

While it runs, http://HOST:PORT/__emulator inspects and changes it: GET and PATCH /behavior, GET /requests,
GET /snapshot, POST /seed. It needs no key, so do not listen on a public address.

Options:
${describeOptions(OPTIONS)}
`;

/** Emulates the API until `stopped` resolves, and returns the exit code. */
export async function emulateCommand(
  args: readonly string[],
  io: Io,
  stopped: () => Promise<unknown> = untilSignal,
): Promise<number> {
  const { values, switches, others } = parseOptions(args, OPTIONS);
  if (switches.has("help")) {
    await io.stdout.write(HELP);
    return OK;
  }
  if (others.length > 0) {
    throw new CommandError(`emulate takes no arguments, got ${others.join(" ")}; see --help for its options`);
  }
  const { host, state, seed } = values;
  const apiKey = values["api-key"];
  const partnerKey = values["partner-key"];
  const port = values.port === undefined ? undefined : portOf(values.port);
  const behavior = values.behavior === undefined ? {} : behaviorIn(values.behavior);
  const objects = seed === undefined ? undefined : readJson(seed, "seed");
  const api = await started(
    PolytomicApi.start({
      control: true,
      behavior,
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
      ...(state !== undefined && { stateFile: state }),
      ...(apiKey !== undefined && { apiKey }),
      ...(partnerKey !== undefined && { partnerKey }),
      ...(switches.has("log") && { onRequest: (request) => void io.stderr.write(`${lineOf(request)}\n`) }),
    }),
  );
  try {
    if (objects !== undefined) {
      asUser(() => api.seed(objects as never));
    }
    // Before the output, because a reader can stop the emulator as soon as it knows the URL.
    const end = stopped();
    await io.stdout.write(switches.has("json") ? `${JSON.stringify(descriptionOf(api))}\n` : exportsOf(api));
    if (!switches.has("json")) {
      await io.stderr.write(`Emulates Polytomic at ${api.url}. Press Ctrl+C to stop.\n`);
    }
    await end;
  } finally {
    await api.stop();
  }
  return OK;
}

function untilSignal(): Promise<unknown> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, resolve);
    }
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new CommandError(`--port must be a number from 0 to 65535, got ${JSON.stringify(text)}`);
  }
  return port;
}

function behaviorIn(text: string) {
  const isFile = !text.trimStart().startsWith("{") && existsSync(text);
  const json = isFile ? readJson(text, "behavior") : parsed(text);
  return asUser(() => behaviorOf(json));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(
      `--behavior must be JSON or a file with it, got ${JSON.stringify(text.slice(0, 80))}`,
    );
  }
}

function asUser<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new CommandError((error as Error).message, { cause: error });
  }
}

async function started(starting: Promise<PolytomicApi>): Promise<PolytomicApi> {
  try {
    return await starting;
  } catch (error) {
    const { code, port } = isRecord(error) ? error : {};
    throw new CommandError(
      code === "EADDRINUSE"
        ? `port ${String(port)} is in use; choose another one, or leave out --port to use any free port`
        : `cannot start: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

const environmentOf = ({ url, apiKey }: PolytomicApi) => ({
  POLYTOMIC_DEPLOYMENT_URL: url,
  POLYTOMIC_API_KEY: apiKey,
});

const descriptionOf = (api: PolytomicApi) => ({
  url: api.url,
  control: `${api.url}/__emulator`,
  apiKey: api.apiKey,
  organizationId: api.organizationId,
  env: environmentOf(api),
});

const exportsOf = (api: PolytomicApi): string =>
  Object.entries(environmentOf(api))
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join("");

const lineOf = ({ method, path, status }: RecordedRequest): string => `${method} ${path} ${status}`;
