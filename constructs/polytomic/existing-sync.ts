/** An existing sync, for the schedules of other syncs. */
import { Construct } from "constructs";
import type { RunnableSync } from "../../lib/polytomic/schedule";
import { rule } from "../../lib/validation/rule";
import { idRule } from "../rules";
import { checkConstruct } from "../validation";

const existingSyncRule = rule((z) => z.strictObject({ syncId: idRule("sync") }));

/** An existing model sync or bulk sync. */
export class ExistingSync extends Construct implements RunnableSync {
  public constructor(
    scope: Construct,
    id: string,
    /** Distinguishes model syncs from bulk syncs. */
    public readonly kind: RunnableSync["kind"],
    /** Id of the sync in Polytomic. */
    public readonly syncId: string,
  ) {
    super(scope, id);
    const name = kind === "model" ? "ModelSync" : "BulkSync";
    this.syncId = checkConstruct(this, name, existingSyncRule(), { syncId }).syncId;
  }
}
