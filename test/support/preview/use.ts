/** Jest's setup of each test file of the projects `preview` and `preview-apply`: the stand-in provider has the schema of the newest preview. */
import { previews } from "../../../lib/schema/stored";

const name = previews().at(-1);
if (name !== undefined) {
  process.env["POLYTOMIC_PREVIEW"] = name;
}
