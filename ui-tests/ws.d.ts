/** The part of `ws`, which comes without types, that the runs over a bad network take. */
declare module 'ws' {
  type Listener = (event: unknown) => void;

  export default class WebSocket {
    static readonly OPEN: number;
    readonly readyState: number;
    get onmessage(): Listener | null;
    set onmessage(listener: Listener | null);
    send(data: ArrayBuffer): void;
    /** Cuts the line without a word. */
    terminate(): void;
  }
}
