import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

/**
 * Forwards connections as a Service does: each goes to the replica of the moment, and stays there.
 */
export class Service {
  /** The port of the replica that new connections go to. */
  target = 0;
  readonly #server = createServer((socket) => {
    const replica = connect(this.target, "127.0.0.1");
    for (const [from, to] of [
      [socket, replica],
      [replica, socket],
    ] as const) {
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => to.destroy());
    }
  });

  /** The port that it listens on. */
  async listen(): Promise<number> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.close();
  }
}
