/** What the benchmarks use of autocannon, which brings no types. */
declare module 'autocannon' {
  export interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration?: number;
    /** Requests in all, instead of a duration. */
    readonly amount?: number;
    readonly method: string;
    readonly headers: { readonly [name: string]: string };
    readonly body?: string;
  }
  export interface Result {
    readonly requests: { readonly total: number };
    /** Seconds. */
    readonly duration: number;
    readonly non2xx: number;
    /** Milliseconds. */
    readonly latency: { readonly p99: number; readonly max: number };
  }
  export interface Running extends Promise<Result> {
    stop(): void;
  }
  export default function autocannon(options: Options): Running;
}
