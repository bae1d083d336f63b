/** TensorFlow's build for GPUs: installed as a user installs it, then trained on. A file of its own, so that it gets a process of its own. */
import { existsSync } from "node:fs"
import { expect, test } from "vitest"
import { installTensorflow } from "../../src/engine/install/index.js"
import { expectSameTraining, trainTiny } from "./train-tiny.js"

test("installs and says which device computes", async () => {
  const { check } = await installTensorflow({ gpu: true, confirm: () => true })
  expect(check?.tensorflow).toBe("2.18.1")
  // NVIDIA's libraries are fetched where its driver is loaded; elsewhere the build must not claim a GPU.
  if (!existsSync("/proc/driver/nvidia/version")) expect(check?.usesGpu).toBe(false)
}, 1_800_000)

test("ten steps of the tiny policy have the losses of ort-cpu, and the device is told as it is", async () => {
  const reference = await trainTiny("ort-cpu")
  const trained = await trainTiny("tfjs-node-gpu")
  expect(trained.device).toContain("TensorFlow 2.18.1")
  if (!existsSync("/proc/driver/nvidia/version")) {
    expect(trained.kind).toBe("cpu")
    expect(trained.device).toContain("CPU (no GPU found)")
  }
  expectSameTraining(trained, reference)
}, 300_000)
