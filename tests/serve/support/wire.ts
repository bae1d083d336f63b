/** A client that writes HTTP by hand: half requests, and whatever no library would send. */
import { connect, type Socket } from "node:net"

export class Wire {
  readonly #socket: Socket
  readonly #ended: Promise<void>
  text = ""

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on("data", (piece) => {
      this.text += piece.toString()
    })
    socket.on("error", () => {})
    this.#ended = new Promise((resolve) => socket.once("close", () => resolve()))
  }

  /** @throws where nobody listens */
  static open(url: string): Promise<Wire> {
    const { hostname, port } = new URL(url)
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) })
      socket.once("error", reject).once("connect", () => resolve(new Wire(socket)))
    })
  }

  send(text: string): this {
    this.#socket.write(text)
    return this
  }

  /** A request's head, whose body is still to come. */
  head(path: string, bytes: number | "chunked", more = ""): this {
    const size = bytes === "chunked" ? "Transfer-Encoding: chunked" : `Content-Length: ${bytes}`
    return this.send(
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${size}\r\n${more}\r\n`,
    )
  }

  /** @returns all that came, when it holds what is waited for */
  async until(found: RegExp): Promise<string> {
    while (!found.test(this.text))
      await new Promise<void>((resolve, reject) => {
        if (this.#socket.destroyed) reject(new Error(`closed after: ${this.text}`))
        this.#socket.once("data", () => resolve()).once("close", () => resolve())
      })
    return this.text
  }

  /** @returns all that came, when the server has ended the connection */
  async end(): Promise<string> {
    await this.#ended
    return this.text
  }

  close(): void {
    this.#socket.destroy()
  }
}
