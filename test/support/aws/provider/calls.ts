/** gRPC calls as HTTP/2 streams: passing one on unread, making one, and answering one. */
import {
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
  constants,
} from "node:http2";
import { buffer } from "node:stream/consumers";

const { NGHTTP2_CANCEL, NGHTTP2_FLAG_END_STREAM, NGHTTP2_INTERNAL_ERROR } = constants;

/** A message is preceded by a byte for its compression and by its length. */
const PREFIX = 5;

/** Passes a call on to another server, and its response back. `body` replaces a request that was already read. */
export function passOn(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  session: ClientHttp2Session,
  body?: Buffer,
): void {
  const call = session.request({ ...headers });
  let trailers: IncomingHttpHeaders = {};
  call.on("response", (head, flags) => {
    // A call that fails at once has only trailers.
    const end = (flags & NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond({ ...head }, end ? { endStream: true } : { waitForTrailers: true });
  });
  call.on("trailers", (received) => (trailers = received));
  call.on("error", () => stream.close(NGHTTP2_INTERNAL_ERROR));
  stream.on("wantTrailers", () => stream.sendTrailers({ ...trailers }));
  stream.on("close", () => call.close(NGHTTP2_CANCEL));
  call.pipe(stream);
  if (body === undefined) {
    stream.pipe(call);
  } else {
    call.end(body);
  }
}

/** Calls a method that has an empty request, and returns its response. */
export async function ask(session: ClientHttp2Session, path: string): Promise<Buffer> {
  const call = session.request({
    ":method": "POST",
    ":path": path,
    "content-type": "application/grpc",
    te: "trailers",
  });
  let trailers: IncomingHttpHeaders = {};
  call.on("trailers", (received) => (trailers = received));
  call.end(framed(Buffer.alloc(0)));
  const response = await buffer(call);
  if (trailers["grpc-status"] !== "0") {
    throw new Error(`${path} failed: ${String(trailers["grpc-message"] ?? "no status")}`);
  }
  return response.subarray(PREFIX);
}

/** Answers a call with this response. */
export function answer(stream: ServerHttp2Stream, response: Buffer): void {
  stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(framed(response));
}

function framed(message: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}
