/** Loaded before tests of an example: `Emulators.start()` uses the emulated AWS and the address for which this machine has providers. */
import { Emulators, type EmulatorsOptions } from "../../../lib/testing/apply/emulators";

const given = JSON.parse(process.env["EMULATORS"]!) as EmulatorsOptions;
const start = Emulators.start.bind(Emulators);
Emulators.start = (options = {}) => start({ ...options, ...given });
