/** What models and syncs take over from the connection or integration on which they are made. */
import type { TerraformProvider } from "cdktf";
import { defined } from "../../lib/objects";

/** Where things live in Polytomic, and by whom they are managed. */
export interface Heritage {
  readonly organization?: string;
  readonly polytomicProvider?: TerraformProvider;
}

/** `options`, with what they leave open taken over from `heritage`. */
export function inherit<Options extends Heritage>(options: Options, heritage: Heritage): Options {
  return {
    ...options,
    ...defined({
      organization: options?.organization ?? heritage.organization,
      polytomicProvider: options?.polytomicProvider ?? heritage.polytomicProvider,
    }),
  };
}
