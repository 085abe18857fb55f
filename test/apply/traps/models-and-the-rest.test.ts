import { describeTraps } from "../../support/traps/describe-traps";

describeTraps("models", "the rest");
