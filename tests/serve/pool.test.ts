/** The workers' pool: nothing is lost, whatever a worker does. */
import { pathToFileURL } from "node:url"
import { afterEach, describe, expect, test } from "vitest"
import { Answers, emptyBody, unpacked } from "../../src/serve/messages.js"
import { Pool, type PoolSettings } from "../../src/serve/pool.js"

const module = pathToFileURL("tests/serve/support/crooked-worker.mjs")
const pools: Pool[] = []
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close()
})

async function opened(settings: Partial<PoolSettings> = {}): Promise<Pool> {
  const pool = await Pool.open({}, { workers: 2, module, ...settings })
  pools.push(pool)
  return pool
}

function job(text: string) {
  const bytes = Buffer.from(text)
  const body = emptyBody(bytes.length)
  body.set(bytes)
  return { endpoint: "score", reward: "", body }
}
const textOf = ({ body }: { readonly body: Uint8Array }) => Buffer.from(body).toString()
const told = (promise: Promise<{ readonly body: Uint8Array }>): Promise<string> =>
  promise.then(textOf, (error: Error) => `! ${error.message}`)

describe("a pool", () => {
  test("gives every job its own answer, and many of them in one message", async () => {
    const pool = await opened()
    const texts = Array.from({ length: 1000 }, (_, i) => `${i} é😀`)
    const done = await Promise.all(texts.map((text) => pool.run(job(text))))
    expect(done.map(textOf)).toEqual(texts)
    // the crooked worker says how many jobs it had at a time
    expect(Math.max(...done.map(({ rows }) => rows))).toBeGreaterThan(10)
    expect([pool.waiting, pool.workers, pool.replaced]).toEqual([0, 2, 0])
  })

  test("gives a worker a few large bodies at a time, and more small ones", async () => {
    const pool = await opened({ workers: 1 })
    const most = async (texts: readonly string[]) => {
      const done = await Promise.all(texts.map((text) => pool.run(job(text))))
      expect(done.map(textOf)).toEqual(texts)
      return Math.max(...done.map(({ rows }) => rows))
    }
    const texts = Array.from({ length: 200 }, (_, i) => `${i}`)
    expect(await most(texts.map((text) => text.padEnd(300_000)))).toBe(3)
    expect(await most(texts.slice(0, 5).map((text) => text.padEnd(2_000_000)))).toBe(1)
    expect(await most(texts)).toBe(64)
  })

  test("a worker that ends takes no large body with it", async () => {
    const pool = await opened({ workers: 1 })
    const large = "x".repeat(200_000)
    const answers = await Promise.all(["a", large, "die", large, "b"].map((text) => told(pool.run(job(text)))))
    expect(answers).toEqual(["a", large, "! its worker ended with code 7", large, "b"])
  })

  test.each([
    ["die", 60, "its worker ended with code 7"],
    ["throw", 60, "thrown inside"],
    ["spin", 0.5, "it took longer than 0.5 s"],
    ["eat", 60, "it needed more than 32 MB of memory"],
  ])("replaces a worker that a job makes %s, and only that job fails", async (fault, jobSeconds, reason) => {
    const pool = await opened({ workers: 1, jobSeconds, memoryMegabytes: 32 })
    const texts = ["a", "b", fault, "c", "d"]
    const answers = await Promise.all(texts.map((text) => told(pool.run(job(text)))))
    expect(answers).toEqual(["a", "b", `! ${reason}`, "c", "d"])
    expect(await told(pool.run(job("after")))).toBe("after")
    expect(pool.replaced).toBeGreaterThan(0)
  })

  test("a batch that a worker has next is no suspect when it ends", async () => {
    const pool = await opened({ workers: 1 })
    const texts = ["die", ...Array.from({ length: 200 }, (_, i) => `${i}`)]
    const done = await Promise.all(texts.map((text) => pool.run(job(text)).catch((error: Error) => error.message)))
    expect(done[0]).toBe("its worker ended with code 7")
    const others = done.slice(1).filter((one) => typeof one !== "string")
    expect(others.map(textOf)).toEqual(texts.slice(1))
    // again many at a time: not one by one, as those that may be at fault are
    expect(Math.min(...others.map(({ rows }) => rows))).toBeGreaterThan(1)
    expect(pool.replaced).toBe(1)
  })

  test("memory of answers goes back to the worker when all of a batch have been read, and not before", async () => {
    const pool = await opened({ workers: 1 })
    const spare = async () => textOf(await pool.run(job("spare")))
    const first = await pool.run(job("a"))
    expect(await spare()).toBe("0")
    expect(textOf(first)).toBe("a")
    first.release()
    expect(await spare()).toBe("1")
    expect(first.body.length).toBe(0)
    const batch = await Promise.all(["x", "b", "c"].map((text) => pool.run(job(text))))
    const [, b, c] = batch
    expect(batch.map(({ rows }) => rows)).toEqual([1, 2, 2])
    for (const one of [b!, b!, b!]) one.release()
    expect(await spare()).toBe("0")
    expect(batch.map(textOf)).toEqual(["x", "b", "c"])
    c!.release()
    expect(await spare()).toBe("2")
  })

  test("does not begin what nobody waits for any more", async () => {
    const pool = await opened({ workers: 1, jobSeconds: 0.5 })
    const gone = new AbortController()
    const first = told(pool.run(job("spin")))
    const second = told(pool.run(job("b"), gone.signal))
    gone.abort()
    expect(await Promise.all([first, second])).toEqual([
      "! it took longer than 0.5 s",
      "! nobody waits for it any more",
    ])
  })

  test("answers what it has when it is closed, and what comes later", async () => {
    const pool = await opened({ workers: 1 })
    const running = [told(pool.run(job("spin"))), told(pool.run(job("b")))]
    await pool.close()
    running.push(told(pool.run(job("c"))))
    expect(new Set(await Promise.all(running))).toEqual(new Set(["! the workers have ended"]))
  })

  test("says why it does not open", async () => {
    const nowhere = new URL("./nowhere.mjs", pathToFileURL(`${process.cwd()}/`))
    await expect(Pool.open({}, { workers: 2, module: nowhere })).rejects.toThrow(/nowhere/)
  })
})

describe("answers", () => {
  test("come out of a block as they were written, empty ones too, also of one that was used before", () => {
    const bodies = ["", "a", "é😀", "", "xyz", "long ".repeat(50_000)]
    const written = (into?: Uint8Array<ArrayBuffer>) => {
      const answers = new Answers(into)
      for (const body of bodies) {
        for (const piece of body.split(/(?<=é)/)) answers.write(piece)
        answers.end()
      }
      return answers.packed()
    }
    const first = written()
    const texts = (block: ReturnType<typeof written>) => unpacked(block).map((body) => Buffer.from(body).toString())
    expect(texts(first)).toEqual(bodies)
    const again = written(first.bytes)
    expect(texts(again)).toEqual(bodies)
    expect(again.bytes.buffer).toBe(first.bytes.buffer)
    expect(unpacked(new Answers().packed())).toEqual([])
  })

  test("one that breaks off leaves nothing behind", () => {
    const answers = new Answers()
    answers.write("whole")
    answers.end()
    answers.write("hal")
    answers.drop()
    answers.write("why")
    answers.end()
    expect(unpacked(answers.packed()).map((body) => Buffer.from(body).toString())).toEqual(["whole", "why"])
  })
})
