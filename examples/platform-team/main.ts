/** Deploys the partners. After a release, copy `cdktf.out/stacks/partners/cdk.tf.json` to `released/`. */
import { App } from "cdktf";
import { PartnersStack } from "./stack";

const app = new App();
new PartnersStack(app);
app.synth();
