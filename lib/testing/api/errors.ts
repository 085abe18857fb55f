/** An error in the format of the Polytomic API: `{ key, message, metadata, status }`. Areas throw it; the emulator returns it. */
export class ApiError extends Error {
  public constructor(
    public readonly status: number,
    public readonly key: string,
    message: string,
    public readonly metadata: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "ApiError";
  }

  public get body(): Record<string, unknown> {
    return { key: this.key, message: this.message, metadata: this.metadata, status: this.status };
  }
}

export function badRequest(message: string, metadata?: Readonly<Record<string, unknown>>): ApiError {
  return new ApiError(400, "bad_request", message, metadata);
}

export function forbidden(message: string): ApiError {
  return new ApiError(403, "forbidden", message);
}

export function notFound(message: string): ApiError {
  return new ApiError(404, "not_found", message);
}

export function conflict(message: string): ApiError {
  return new ApiError(409, "conflict", message);
}

export function unprocessable(
  key: string,
  message: string,
  metadata?: Readonly<Record<string, unknown>>,
): ApiError {
  return new ApiError(422, key, message, metadata);
}

/** The only error with another format in the API: `{ code, context, error, status }`. */
export function unauthorizedBody(error: string): Record<string, unknown> {
  return { code: 401, context: {}, error, status: "Unauthorized" };
}
