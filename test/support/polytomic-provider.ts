/** Chooses the Polytomic provider of the bench: the real one if Terraform can install it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { withLock } from "./lock";
import { CommandError, terraform } from "../../lib/testing/apply/terraform";

/** The provider from the registry or a mirror, or the one served from this repository. */
export type PolytomicProviderKind = "real" | "stand-in";

/** How to find out whether Terraform can install the provider. */
export interface Probe {
  /** The folder that stores the result. */
  readonly folder: string;
  /** The lock for `terraform init`, because Terraform's plugin cache allows only one writer. */
  readonly lock: string;
  /** The environment of `terraform init`. */
  readonly env: Readonly<Record<string, string>>;
}

const answerSchema = z.strictObject({ installable: z.boolean(), reason: z.string(), askedAt: z.number() });
type Answer = z.infer<typeof answerSchema>;

const PROBE_LIMIT = 30_000;
/** A machine without access to a registry can get it later. */
const NEGATIVE_RESULT_VALID_FOR = 60 * 60_000;

/**
 * `POLYTOMIC_PROVIDER` decides: `real` requires the real provider, and `stand-in` forces the stand-in. If it is unset, the real one is used
 * if `terraform init` can install it. That is tried once for each CLI configuration. A negative result is valid for an hour.
 */
export async function choosePolytomicProvider(
  wanted: string | undefined,
  probe: Probe,
  ask: (probe: Probe) => Promise<Answer> = askTerraform,
): Promise<PolytomicProviderKind> {
  switch (wanted) {
    case "stand-in":
      return "stand-in";
    case "real": {
      const answer = await askOnce(probe, ask, true);
      if (answer.installable) {
        return "real";
      }
      throw new Error(`POLYTOMIC_PROVIDER=real, but terraform cannot install it:\n${answer.reason}`);
    }
    case undefined:
    case "":
      return (await askOnce(probe, ask, false)).installable ? "real" : "stand-in";
    default:
      throw new Error(`POLYTOMIC_PROVIDER is "${wanted}"; set it to "real" or "stand-in", or leave it unset`);
  }
}

function askOnce(probe: Probe, ask: (probe: Probe) => Promise<Answer>, doubt: boolean): Promise<Answer> {
  const file = join(probe.folder, "polytomic-provider.json");
  return withLock(probe.lock, async () => {
    const remembered = recall(file);
    if (remembered?.installable) {
      return remembered;
    }
    if (remembered && !doubt && Date.now() - remembered.askedAt < NEGATIVE_RESULT_VALID_FOR) {
      return remembered;
    }
    const answer = await ask(probe);
    writeFileSync(file, JSON.stringify(answer));
    return answer;
  });
}

/** Reads the stored result. Returns nothing if it is incomplete or from another version, so that Terraform is run again. */
function recall(file: string): Answer | undefined {
  try {
    return answerSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

async function askTerraform({ env }: Probe): Promise<Answer> {
  const workspace = mkdtempSync(join(tmpdir(), "polytomic-provider-"));
  const source = { source: "polytomic/polytomic", version: "~> 2.0" };
  writeFileSync(
    join(workspace, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: { polytomic: source } } }),
  );
  try {
    await terraform(["init", "-no-color"], {
      cwd: workspace,
      env: { ...env, TF_REGISTRY_DISCOVERY_RETRY: "0", TF_REGISTRY_CLIENT_TIMEOUT: "5" },
      signal: AbortSignal.timeout(PROBE_LIMIT),
    });
    return { installable: true, reason: "", askedAt: Date.now() };
  } catch (error) {
    if (!(error instanceof CommandError)) {
      throw error;
    }
    return { installable: false, reason: error.message, askedAt: Date.now() };
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}
