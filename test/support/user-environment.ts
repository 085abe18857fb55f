/** What a user's machine has, as far as this one can offer it: the providers, and emulated AWS. */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { MotoServer } from "../../lib/testing/apply/moto-server";
import { Services } from "../../lib/testing/apply/services";
import { Bench } from "./bench";
import { StandInProvider } from "./provider";

/** The environment of a user. */
export interface UserEnvironment {
  /** Where Terraform finds providers. */
  readonly env: Readonly<Record<string, string>>;
  /** Emulated AWS, which a running AWS provider uses. */
  readonly aws: MotoServer;
  /** The address and key that the emulated API must have, because the stand-in provider is started before it. */
  readonly api: { readonly port: number; readonly apiKey: string };
  stop(): Promise<void>;
}

/** Makes the environment. It has the stand-in provider if the real one cannot be installed here. */
export async function userEnvironment(): Promise<UserEnvironment> {
  const services = new Services();
  const bench = await services.add(Bench.start());
  const { env } = await bench.workspace("user");
  const api = { port: await freePort(), apiKey: "key-of-the-test" };
  const reattached = JSON.parse(env["TF_REATTACH_PROVIDERS"] ?? "{}") as object;
  if (bench.polytomicProvider === "stand-in") {
    const polytomic = {
      POLYTOMIC_DEPLOYMENT_URL: `http://127.0.0.1:${api.port}`,
      POLYTOMIC_API_KEY: api.apiKey,
    };
    const { reattach } = await services.add(StandInProvider.start({ env: polytomic }));
    Object.assign(reattached, JSON.parse(reattach));
  }
  const sources = Object.entries(env).filter(([name]) => /^TF_(CLI_CONFIG|PLUGIN_CACHE)/.test(name));
  return {
    env: { ...Object.fromEntries(sources), TF_REATTACH_PROVIDERS: JSON.stringify(reattached) },
    aws: bench.aws,
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
