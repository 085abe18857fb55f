import { CommandError } from "../../lib/cli/io";
import type { Commands } from "../../lib/cli/run";
import { run } from "../../lib/cli/run";
import { captured } from "./capture";

const COMMANDS: Commands = {
  review: {
    summary: "Reviews plans",
    run: async (args, { stdout }) => {
      await stdout.write(`review ${args.join(" ")}`);
      return 2;
    },
  },
  graph: {
    summary: "Draws",
    run: (args) =>
      Promise.reject(args[0] === "bug" ? new TypeError("x is not a function") : new CommandError("wrong")),
  },
};

async function ran(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const io = captured();
  const code = await run(args, COMMANDS, io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

const HELP = `Usage: cdktf-polytomic COMMAND [options]

Commands:
  review  Reviews plans
  graph   Draws

  cdktf-polytomic COMMAND --help shows the options of a command.
  cdktf-polytomic --version shows the version.
`;

test("runs a command and returns its exit code", async () => {
  expect(await ran("review", "a", "-h")).toEqual({ code: 2, stdout: "review a --help", stderr: "" });
});

test.each(["--help", "-h", "help"])("%s lists the commands", async (option) => {
  expect(await ran(option)).toEqual({ code: 0, stdout: HELP, stderr: "" });
});

test("without a command, the list is an error", async () => {
  expect(await ran()).toEqual({ code: 1, stdout: "", stderr: HELP });
});

test("help COMMAND is COMMAND --help", async () => {
  expect(await ran("help", "review")).toEqual({ code: 2, stdout: "review --help", stderr: "" });
});

test.each(["--version", "-v", "version"])("%s prints the version", async (option) => {
  expect(await ran(option)).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
});

test.each([
  ["reviw", 'Error: unknown command "reviw"; did you mean "review"?\n'],
  ["--format", 'Error: unknown option "--format"; the commands are review, graph\n'],
  ["toString", 'Error: unknown command "toString"; the commands are review, graph\n'],
])("%s is unknown", async (name, stderr) => {
  expect(await ran(name)).toEqual({ code: 1, stdout: "", stderr });
});

test("an error of the user is its message", async () => {
  expect(await ran("graph")).toEqual({ code: 1, stdout: "", stderr: "Error: wrong\n" });
});

test("an error of the program shows where, and where to report it", async () => {
  const { code, stderr } = await ran("graph", "bug");
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^TypeError: x is not a function\n {4}at [^]*\nThis is a bug of cdktf-polytomic. Report it: https:/,
  );
});
