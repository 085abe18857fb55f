/** Scans Terraform configurations and plans with checkov, offline and without the caller's settings. */
import { z } from "zod";
import { environmentWithout } from "../../../lib/testing/apply/environment";
import { makeInterpreter } from "../python/interpreter";
import { run } from "../../../lib/testing/apply/terraform";

const check = z
  .object({ check_id: z.string(), check_name: z.string(), resource: z.string(), file_path: z.string() })
  .transform(({ check_id, check_name, resource, file_path }) => ({
    /** Such as `CKV_AWS_18`. */
    id: check_id,
    /** checkov's title of the check. */
    name: check_name,
    /** Name of the resource without its type, if the check has one. */
    resource: resource.slice(resource.indexOf(".") + 1),
    /** The scanned file, below the scanned folder. */
    file: file_path.replace(/^\//, ""),
  }));

/** A check of one resource. */
export type Check = z.infer<typeof check>;

const report = z.object({
  check_type: z.string(),
  results: z.object({
    passed_checks: z.array(check),
    failed_checks: z.array(check),
    parsing_errors: z.array(z.string()).max(0),
  }),
});

const FRAMEWORKS = ["terraform_json", "terraform_plan"];

/** The result of a scan. */
export interface Scan {
  readonly passed: readonly Check[];
  readonly failed: readonly Check[];
}

/**
 * Scans all configurations (`*.tf.json`) and plans (`terraform show -json`) below a folder at once, because checkov takes
 * seconds to start.
 *
 * @throws ZodError if checkov cannot read a file, or finds no configuration or no plan
 */
export async function scan(folder: string): Promise<Scan> {
  const options = ["--directory", ".", "--framework", ...FRAMEWORKS, "--output", "json", "--soft-fail"];
  const { stdout } = await run(
    await makeInterpreter("checkov"),
    // Without --skip-download, checkov requests explanations from its vendor's service.
    ["-m", "checkov.main", ...options, "--skip-download"],
    { cwd: folder, env: environment(folder) },
  );
  const reports = z.array(report).length(FRAMEWORKS.length).parse(JSON.parse(stdout));
  return {
    passed: reports.flatMap(({ results }) => results.passed_checks),
    failed: reports.flatMap(({ results }) => results.failed_checks),
  };
}

/** Omits the caller's settings (variables, `.checkov.yaml` in the home folder) and the check for a newer version. */
function environment(home: string): Record<string, string> {
  return {
    ...environmentWithout(/^(PYTHON|(BC|CHECKOV|CKV|PRISMA|LOG|TF)_)/),
    HOME: home,
    USERPROFILE: home,
    CKV_SKIP_PACKAGE_UPDATE_CHECK: "true",
  };
}
