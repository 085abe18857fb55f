// Runs a program with ESM packages: node run.mjs PROGRAM FOLDER
import * as aws from "@cdktf/provider-aws/lib/provider/index.js";
import * as cdktf from "cdktf";
import * as polytomic from "cdktf-polytomic";
import * as postgresql from "cdktf-polytomic/bindings/postgresql-connection";
import * as schemas from "cdktf-polytomic/schemas";
import programs from "./programs.cjs";

const [program, outdir] = process.argv.slice(2);
programs[program]({ aws, cdktf, polytomic, postgresql, schemas }, outdir);
