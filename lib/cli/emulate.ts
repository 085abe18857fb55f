/** `cdktf-polytomic emulate` */
import { existsSync } from "node:fs";
import { PACKAGE } from "../core";
import { isRecord } from "../objects";
import { behaviorOf } from "../testing/api/behavior-json";
import { PolytomicApi } from "../testing/api/polytomic-api";
import type { RecordedRequest } from "../testing/api/server";
import { awsVariables } from "../testing/apply/environment";
import { MotoServer } from "../testing/apply/moto-server";
import { INSTALL_MOTO, pythonWithMoto } from "../testing/apply/python";
import { Services } from "../testing/apply/services";
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
  aws: { description: "Also emulate AWS, with moto: pip install 'moto[server]'" },
  "partner-key": { value: "KEY", description: "The partner key that is accepted\nDefault: none" },
  log: { description: "Write each request and its status to standard error" },
  json: { description: "Write the URL, the keys and the environment variables as one line of JSON" },
  help: { description: "Show this help" },
} as const;

const HELP = `Usage: ${PACKAGE} emulate [options]

Emulates the Polytomic API for tests in any language. It stores what it is sent and moves no records.
Writes the environment variables that Terraform needs to standard output, and runs until it is interrupted.

  npx ${PACKAGE} emulate --aws > emulated.env      # in a terminal of its own
  source emulated.env && terraform apply           # in another one

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
  const services = new Services();
  try {
    const starting = PolytomicApi.start({
      control: true,
      behavior,
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
      ...(state !== undefined && { stateFile: state }),
      ...(apiKey !== undefined && { apiKey }),
      ...(partnerKey !== undefined && { partnerKey }),
      ...(switches.has("log") && { onRequest: (request) => void io.stderr.write(`${lineOf(request)}\n`) }),
    });
    const [api, moto] = await Promise.all([
      services.add(started(starting)),
      switches.has("aws") ? services.add(started(startMoto())) : undefined,
    ]);
    if (objects !== undefined) {
      asUser(() => api.seed(objects as never));
    }
    // Before the output, because a reader can stop the emulator as soon as it knows the URL.
    const end = stopped();
    const env = environmentOf(api, moto);
    await io.stdout.write(
      switches.has("json") ? `${JSON.stringify({ ...descriptionOf(api), env })}\n` : exportsOf(env),
    );
    if (!switches.has("json")) {
      const aws = moto === undefined ? "" : `, and AWS at ${moto.endpoint}`;
      await io.stderr.write(`Emulates Polytomic at ${api.url}${aws}. Press Ctrl+C to stop.\n`);
    }
    await end;
  } finally {
    await services.stop();
  }
  return OK;
}

const startMoto = async (): Promise<MotoServer> => MotoServer.start(await pythonWithMoto(), INSTALL_MOTO);

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

async function started<Service>(starting: Promise<Service>): Promise<Service> {
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

const environmentOf = ({ url, apiKey }: PolytomicApi, moto: MotoServer | undefined) => ({
  POLYTOMIC_DEPLOYMENT_URL: url,
  POLYTOMIC_API_KEY: apiKey,
  ...(moto && awsVariables(moto.endpoint)),
});

const descriptionOf = (api: PolytomicApi) => ({
  url: api.url,
  control: `${api.url}/__emulator`,
  apiKey: api.apiKey,
  organizationId: api.organizationId,
});

const exportsOf = (env: Readonly<Record<string, string>>): string =>
  [
    // A profile of the user would have to exist in the configuration file, which is an empty one.
    ...("AWS_ENDPOINT_URL" in env ? ["unset AWS_PROFILE AWS_SESSION_TOKEN\n"] : []),
    ...Object.entries(env).map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`),
  ].join("");

const lineOf = ({ method, path, status }: RecordedRequest): string => `${method} ${path} ${status}`;
