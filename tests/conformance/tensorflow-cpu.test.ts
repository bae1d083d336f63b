/** TensorFlow on the CPU: installed as a user installs it, then trained on. A file of its own, so that it gets a process of its own. */
import { readdirSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import {
  checkTensorflow,
  installTensorflow,
  locateTensorflow,
  removeTensorflow,
  tensorflowFolder,
} from "../../src/engine/install/index.js"
import { expectSameTraining, trainTiny } from "./train-tiny.js"

test("installs, is found, says what it is, and a second time there is nothing to do", async () => {
  const steps = new Set<string>()
  let licences: string[] = []
  const confirm = ({ parts }: { parts: readonly { licence: string }[] }) => {
    licences = parts.map((part) => part.licence)
    return true
  }
  const first = await installTensorflow({ gpu: false, confirm, onProgress: ({ step }) => steps.add(step) })
  expect(first.check).toEqual({ tensorflow: "2.18.1", usesGpu: false })
  if (first.fresh) {
    expect([...steps]).toEqual(["packages", "tensorflow", "unpack", "compile", "check"])
    expect(licences).toContain("Apache-2.0")
  }
  expect(locateTensorflow("cpu")).toBeDefined()
  const second = await installTensorflow({ gpu: false, confirm: () => expect.fail("asked again") })
  expect(second).toMatchObject({ done: true, fresh: false, check: first.check })
  const beside = readdirSync(path.dirname(tensorflowFolder("cpu")))
  expect(beside.filter((name) => name.startsWith("tensorflow-cpu"))).toEqual(["tensorflow-cpu"])
}, 900_000)

test("ten steps of the tiny policy have the losses of ort-cpu", async () => {
  const reference = await trainTiny("ort-cpu")
  const trained = await trainTiny("tfjs-node")
  expect(trained.device).toContain("TensorFlow 2.18.1, CPU")
  expect(trained.kind).toBe("cpu")
  expectSameTraining(trained, reference)
}, 300_000)

test("an installation without its library fails its check with a sentence", async () => {
  const reason = await checkTensorflow(path.join(tensorflowFolder("cpu"), "nothing-here"), { env: process.env }).catch(
    (error: Error) => error,
  )
  expect((reason as Error).message).toMatch(/^TensorFlow was built, but its self check failed: /)
})

test("removing one that is not there says so", async () => {
  expect(await removeTensorflow("cpu", path.join(tensorflowFolder("cpu"), "elsewhere"))).toMatchObject({
    removed: false,
  })
})
