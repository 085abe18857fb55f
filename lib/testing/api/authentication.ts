/** Authentication with the keys of the emulated API. */
import type { Caller } from "./call";
import type { State } from "./state";

/** The keys that the API accepts. */
export interface Keys {
  readonly apiKey: string;
  /** Organization the API key belongs to. */
  readonly organizationId: string;
  readonly partnerKey?: string | undefined;
  readonly deploymentKey?: string | undefined;
}

/**
 * The caller that an Authorization header identifies; undefined if it is invalid.
 *
 * An API key is sent as a bearer token. A partner or deployment key is sent as a bearer token, or as the password of Basic
 * authentication with the id of an organization as the user name.
 */
export function authenticate(header: string | undefined, keys: Keys, state: State): Caller | undefined {
  const [scheme = "", credentials = ""] = (header ?? "").split(" ");
  if (credentials === "") {
    return undefined;
  }
  if (scheme.toLowerCase() === "bearer") {
    if (credentials === keys.apiKey) {
      return { key: "api", organizationId: keys.organizationId };
    }
    const key = crossOrganizationKey(credentials, keys);
    return key && { key, organizationId: undefined };
  }
  if (scheme.toLowerCase() === "basic") {
    const pair = Buffer.from(credentials, "base64").toString();
    const colon = pair.indexOf(":");
    const organizationId = pair.slice(0, Math.max(colon, 0)).toLowerCase();
    const key = colon < 0 ? undefined : crossOrganizationKey(pair.slice(colon + 1), keys);
    return key && Object.hasOwn(state.organizations, organizationId) ? { key, organizationId } : undefined;
  }
  return undefined;
}

function crossOrganizationKey(key: string, keys: Keys): "partner" | "deployment" | undefined {
  if (key === "") {
    return undefined;
  }
  if (key === keys.partnerKey) {
    return "partner";
  }
  return key === keys.deploymentKey ? "deployment" : undefined;
}
