/** The messages that constructs attach to themselves. */
import type { IConstruct } from "constructs";

/** A message of a construct. */
export interface Annotation {
  /** How serious it is. An error stops the synthesis. */
  readonly level: "info" | "warning" | "error";
  /** The path of the construct. */
  readonly path: string;
  /** The text of the message. */
  readonly message: string;
}

/** The types of metadata that CDKTF uses for messages. */
const LEVELS: Readonly<Record<string, Annotation["level"]>> = {
  "@cdktf/info": "info",
  "@cdktf/warn": "warning",
  "@cdktf/error": "error",
};

/** The messages of a construct and all below it. */
export const annotationsOf = (construct: IConstruct): readonly Annotation[] =>
  construct.node.findAll().flatMap(({ node }) =>
    node.metadata.flatMap(({ type, data }) => {
      const level = LEVELS[type];
      return level === undefined ? [] : [{ level, path: node.path, message: String(data) }];
    }),
  );
