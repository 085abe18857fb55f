import { describeTraps } from "../../support/traps/describe-traps";

describeTraps("model syncs");
