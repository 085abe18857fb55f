/** What the provider's code does to read a data source. */
import type { Operation } from "../resources/resource";
import type { ObjectValue } from "../values";

export type ReadDataSource = (operation: Operation, config: ObjectValue) => Promise<ObjectValue>;
