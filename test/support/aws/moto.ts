/** Emulated AWS for tests of this repository. */
import { MotoServer } from "../../../lib/testing/apply/moto-server";
import { makeInterpreter } from "../python/interpreter";

/** Starts an empty AWS account. The first start on a machine installs moto, which takes half a minute. */
export const startMoto = async (): Promise<MotoServer> =>
  MotoServer.start(
    await makeInterpreter("moto"),
    "remove the folder .bench/venv; the next start creates it again",
  );
