/** What policies allow: the permissions that a change gives and takes away, and what rules ask about policies. Loads nothing. */
export { permissionChanges, type PermissionChanges, type UnclearChange } from "./changes";
export { matchRequest, type AwsRequest, type Match } from "./evaluate";
export type { Conditions, Exceptions, PermissionChange } from "./describe";
export {
  readPolicy,
  UnknownPart,
  type Choice,
  type Condition,
  type Policy,
  type PolicyText,
  type Principal,
  type PrincipalChoice,
  type ReadPolicy,
  type Statement,
} from "./policy";
export {
  canGrantEverything,
  externalIdsOf,
  isAdministrator,
  isPublic,
  providersWithoutSubject,
  requiresTls,
  trustedWithoutExternalId,
} from "./rules";
