import type { Operation } from "../resources/resource";
import type { ObjectValue } from "../values";

/** What the provider's code does to read a data source. */
export type ReadDataSource = (operation: Operation, config: ObjectValue) => Promise<ObjectValue>;
