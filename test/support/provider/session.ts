/** A configured provider: its keys and its clients. */
import { ApiClient, messageOf, reporting } from "./api-client";
import { Failure, error } from "./diagnostics";
import { type ObjectValue, text } from "./values";

/** The environment variables that the provider uses by default. */
export interface ProviderEnvironment {
  readonly POLYTOMIC_DEPLOYMENT_URL?: string;
  readonly POLYTOMIC_API_KEY?: string;
  readonly POLYTOMIC_PARTNER_KEY?: string;
  readonly POLYTOMIC_DEPLOYMENT_KEY?: string;
}

const DEFAULT_DEPLOYMENT = "app.polytomic.com";

/** A configured provider instance: the URL of the API, its keys, and the clients created so far. */
export class Session {
  private readonly deploymentUrl: string;
  private readonly apiKey: string;
  private readonly partnerKey: string;
  private readonly clients = new Map<string, ApiClient>();
  private queue: Promise<unknown> = Promise.resolve();

  public constructor(config: ObjectValue, environment: ProviderEnvironment) {
    const url = text(config["deployment_url"]) || environment.POLYTOMIC_DEPLOYMENT_URL || DEFAULT_DEPLOYMENT;
    this.deploymentUrl = (/^http/i.test(url) ? url : `https://${url}`).replace(/\/+$/, "");
    this.apiKey = text(config["api_key"]) || (environment.POLYTOMIC_API_KEY ?? "");
    const deploymentKey = text(config["deployment_api_key"]) || (environment.POLYTOMIC_DEPLOYMENT_KEY ?? "");
    this.partnerKey = text(config["partner_key"]) || environment.POLYTOMIC_PARTNER_KEY || deploymentKey;
  }

  /** Returns the client of an organization, by default of the API key's organization. */
  public async client(organization: string): Promise<ApiClient> {
    return reporting("Error getting client", "", () => this.clientOf(organization));
  }

  /** Returns the client without an organization, for a partner or deployment key. */
  public partnerClient(): ApiClient {
    if (this.partnerKey === "") {
      throw new Error("partner key is required");
    }
    return new ApiClient(this.deploymentUrl, `Bearer ${this.apiKey || this.partnerKey}`);
  }

  /** Runs one check at a time, so that each organization is checked once. */
  public async clientOf(organization: string): Promise<ApiClient> {
    const made = this.queue.then(() => this.findOrMake(organization));
    this.queue = made.catch(() => undefined);
    return made;
  }

  private async findOrMake(organization: string): Promise<ApiClient> {
    const id = canonicalId(organization);
    const client = this.clients.get(id) ?? (await this.make(id));
    this.clients.set(id, client);
    return client;
  }

  private async make(organization: string): Promise<ApiClient> {
    if (this.apiKey !== "") {
      const client = new ApiClient(this.deploymentUrl, `Bearer ${this.apiKey}`);
      if (organization !== "") {
        await verifyOrganization(client, organization);
      }
      return client;
    }
    if (organization === "") {
      throw new Error("organization ID must be specified with partner or deployment key");
    }
    if (this.partnerKey === "") {
      throw new Error("no valid authentication method found");
    }
    const credentials = Buffer.from(`${organization}:${this.partnerKey}`).toString("base64");
    return new ApiClient(this.deploymentUrl, `Basic ${credentials}`);
  }
}

async function verifyOrganization(client: ApiClient, organization: string): Promise<void> {
  const identity = await client.envelope("GET", "/api/me").catch((cause: unknown) => {
    throw new Error(`failed to get caller identity for API key: ${messageOf(cause)}`);
  });
  const own = typeof identity === "object" && identity !== null && "organization_id" in identity;
  if (!own || identity["organization_id"] !== organization) {
    throw new Error(`API key does not have access to organization ${organization}`);
  }
}

/** A lowercase UUID with hyphens. Every other string is rejected. */
function canonicalId(organization: string): string {
  if (organization === "") {
    return "";
  }
  const digits = organization.replace(/^urn:uuid:/i, "").replace(/^\{(.*)\}$/, "$1");
  const uuid = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i.exec(digits);
  if (!uuid) {
    const reason = [32, 36, 38, 45].includes(organization.length)
      ? "invalid UUID format"
      : `invalid UUID length: ${organization.length}`;
    throw new Error(`invalid organization ID ${organization}: ${reason}`);
  }
  return uuid.slice(1).join("-").toLowerCase();
}

/** The framework's error for a provider block with more than one key. */
export function validateProviderConfig(config: ObjectValue): Failure | undefined {
  const keys = ["deployment_api_key", "api_key", "partner_key"];
  if (keys.filter((key) => (config[key] ?? null) !== null).length < 2) {
    return undefined;
  }
  const detail = `These attributes cannot be configured together: [${keys.join(",")}]`;
  return new Failure(error("Invalid Attribute Combination", detail));
}
