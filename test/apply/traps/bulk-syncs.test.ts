import { describeTraps } from "../../support/traps/describe-traps";

describeTraps("bulk syncs");
