/** The registry of providers that the tests' Terraform uses. OpenTofu has its own. */
import { basename } from "node:path";

/** The host of Terraform's registry, which mirrors on a machine usually have. */
export const TERRAFORM_REGISTRY = "registry.terraform.io";

const program = basename(process.env["TERRAFORM_BINARY_NAME"] ?? "");

/** The host in the addresses of providers. */
export const REGISTRY = program.startsWith("tofu") ? "registry.opentofu.org" : TERRAFORM_REGISTRY;
