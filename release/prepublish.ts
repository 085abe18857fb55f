/** Runs before `npm publish`, including `--dry-run`. Fails if the repository of the package is a placeholder. */
import manifest from "../package.json";
import { placeholderProblem } from "./checks";

const problem = placeholderProblem(manifest);
if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 1;
}
