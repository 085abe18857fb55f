/** The identity of a key. */
import { type Call, ok } from "../call";
import { route } from "../router";

export const identityRoutes = [route("GET /api/me", me)];

function me({ caller, state }: Call) {
  const { organizationId } = caller;
  const organization = organizationId === undefined ? undefined : state.organizations[organizationId];
  const user = Object.values(state.users).find(
    ({ initial, organization_id }) => initial && organization_id === organizationId,
  );
  return ok({
    id: user?.id ?? "",
    email: user?.email ?? "",
    role: user?.role ?? "",
    organization_id: organizationId ?? "",
    organization_name: organization?.name ?? "",
    is_user: caller.key === "api",
    is_organization: false,
    is_partner: caller.key === "partner",
    is_system: caller.key === "deployment",
  });
}
