/** What a user's machine has, as far as this one can offer it: the providers, and the program `python3` with moto. */
import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Services } from "../../lib/testing/apply/services";
import { Bench } from "./bench";
import { StandInProvider } from "./provider";
import { makeInterpreter } from "./python/interpreter";

/** The address and key that the emulated API of a test must have, because the stand-in provider is started before it. */
export interface ApiAddress {
  readonly port: number;
  readonly apiKey: string;
}

/** The environment of a user. */
export interface UserEnvironment {
  /** Where Terraform finds providers. */
  readonly env: Readonly<Record<string, string>>;
  readonly python: string;
  readonly api: ApiAddress;
  stop(): Promise<void>;
}

/** Makes the environment. It has the stand-in provider if the real one cannot be installed here. */
export async function userEnvironment(): Promise<UserEnvironment> {
  const services = new Services();
  const bench = await services.add(Bench.start({ startAwsProvider: true }));
  const { env } = await bench.workspace("user");
  const sources = Object.entries(env).filter(([name]) => /^TF_(CLI_CONFIG|PLUGIN_CACHE)/.test(name));
  const api = { port: await freePort(), apiKey: "key-of-the-test" };
  const standIn =
    bench.polytomicProvider === "stand-in"
      ? await services.add(
          StandInProvider.start({
            env: {
              POLYTOMIC_DEPLOYMENT_URL: `http://127.0.0.1:${api.port}`,
              POLYTOMIC_API_KEY: api.apiKey,
            },
          }),
        )
      : undefined;
  return {
    env: {
      ...Object.fromEntries(sources),
      ...(standIn !== undefined && { TF_REATTACH_PROVIDERS: standIn.reattach }),
    },
    python: await makeInterpreter("moto"),
    api,
    stop: () => services.stop(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
