/** An emulated AWS account for one process: a moto server on 127.0.0.1, which starts empty and ends with the process. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { environmentWithout } from "./environment";

const ready = z.strictObject({ port: z.number() });

const inventory = z.strictObject({
  /** Bucket names. */
  buckets: z.array(z.string()),
  /** Queue ARNs. */
  queues: z.array(z.string()),
  /** Topic ARNs. */
  topics: z.array(z.string()),
  /** Role ARNs, without service-linked roles. */
  roles: z.array(z.string()),
  /** ARNs of customer managed policies. */
  policies: z.array(z.string()),
  /** ARNs of customer managed keys that are not scheduled for deletion. */
  keys: z.array(z.string()),
  /** Aliases of customer managed keys. */
  aliases: z.array(z.string()),
  /** Alarm names. */
  alarms: z.array(z.string()),
});

/** The resources that a user of the account would have to delete, by kind, in all regions. */
export type Inventory = z.infer<typeof inventory>;

const watchers = z.strictObject({
  /** Alarms, each with its metric, its threshold and its actions. */
  alarms: z.array(z.record(z.string(), z.unknown())),
  /** Subscriptions, each with its topic, its endpoint and its filter. */
  subscriptions: z.array(z.record(z.string(), z.unknown())),
});

/** The alarms and subscriptions in all regions. */
export type Watchers = z.infer<typeof watchers>;

/** An emulated AWS account, reachable under one endpoint for all services and regions. */
export class MotoServer {
  /**
   * Starts a server on a free port.
   *
   * @param interpreter a Python that has the package `moto[server]`
   * @param remedy what to try if it does not start
   */
  public static async start(interpreter: string, remedy: string): Promise<MotoServer> {
    const child = spawn(interpreter, [LAUNCHER], { env: environmentWithout(/^(AWS|MOTO|PYTHON)/) });
    const conversation = new Conversation(child);
    try {
      const { port } = ready.parse(await conversation.hear());
      return new MotoServer(`http://127.0.0.1:${port}`, child.pid ?? -1, conversation);
    } catch (cause) {
      await conversation.end();
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${message}\nTry: ${remedy}`, { cause });
    }
  }

  private constructor(
    /** The value for `AWS_ENDPOINT_URL`. */
    public readonly endpoint: string,
    /** The server's process. */
    public readonly pid: number,
    private readonly conversation: Conversation,
  ) {}

  /** Returns the resources in the account. */
  public async inventory(): Promise<Inventory> {
    return inventory.parse(await this.conversation.ask("inventory"));
  }

  /** Returns the alarms and subscriptions of the account, with their settings. */
  public async watchers(): Promise<Watchers> {
    return watchers.parse(await this.conversation.ask("watchers"));
  }

  /** Empties the account. */
  public async reset(): Promise<void> {
    await this.conversation.ask("reset");
  }

  /** Ends the server. You can call it more than once. */
  public stop(): Promise<void> {
    return this.conversation.end();
  }
}

/** The program that runs moto. The package has it in its sources, beside `dist`. */
const LAUNCHER = [__dirname, join(__dirname, "..", "..", "..", "..", "lib", "testing", "apply")]
  .map((folder) => join(folder, "moto_launcher.py"))
  .find((file) => existsSync(file))!;

/** The conversation with the launcher: requests and responses, one line each. */
class Conversation {
  private readonly answers: AsyncIterator<string>;
  private readonly ended: Promise<unknown>;
  private errors = "";
  private last: Promise<unknown> = Promise.resolve();

  public constructor(private readonly child: ChildProcessWithoutNullStreams) {
    this.answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    this.ended = new Promise((resolve) => child.once("close", resolve));
    child.once("error", (error) => (this.errors += error.message));
    child.stderr
      .setEncoding("utf8")
      .on("data", (text: string) => (this.errors = (this.errors + text).slice(-4000)));
    // If the server has died, the missing response gives a better error than the broken pipe.
    child.stdin.on("error", () => {});
  }

  public async hear(): Promise<unknown> {
    const line = await this.answers.next();
    if (line.done) {
      throw new Error(`the AWS emulator ended unexpectedly:\n${this.errors.trim()}`);
    }
    return JSON.parse(line.value);
  }

  public ask(question: string): Promise<unknown> {
    const answer = this.last.then(() => {
      this.child.stdin.write(`${question}\n`);
      return this.hear();
    });
    this.last = answer.catch(() => undefined);
    return answer;
  }

  public async end(): Promise<void> {
    this.child.stdin.end();
    await this.ended;
  }
}
