/** What the server tells Prometheus. No label comes from a request: guidelines, addresses and statuses are known beforehand. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"
import type { Gate } from "./gate.js"
import type { Pool } from "./pool.js"

export interface Metrics {
  answered(endpoint: string, status: number, seconds: number): void
  judged(guideline: string, rows: number, unscorable: number): void
  /** In Prometheus' text form. */
  text(): Promise<string>
  readonly contentType: string
}

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30]

export function metricsOf(gate: Gate, pool: Pool): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: "glossator_requests_total",
    help: "Answered requests",
    labelNames: ["endpoint", "status"],
    registers,
  })
  const seconds = new Histogram({
    name: "glossator_request_seconds",
    help: "From a request's head to its answer",
    labelNames: ["endpoint"],
    buckets: SECONDS,
    registers,
  })
  const rows = new Counter({
    name: "glossator_rows_total",
    help: "Rows that were looked at; outcome: scored or unscorable",
    labelNames: ["guideline", "outcome"],
    registers,
  })
  const gauge = (name: string, help: string, value: () => number): void => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value())
      },
    })
  }
  gauge("glossator_requests_in_flight", "Requests in hand", () => gate.requests)
  gauge("glossator_bytes_in_flight", "Bytes of their bodies", () => gate.bytes)
  gauge("glossator_jobs_waiting", "Requests in hand that no worker has yet", () => pool.waiting)
  gauge("glossator_workers", "Workers that are ready", () => pool.workers)
  gauge("glossator_workers_replaced", "Workers that died or took too long, since the start", () => pool.replaced)
  return {
    answered: (endpoint, status, took) => {
      requests.inc({ endpoint, status })
      seconds.observe({ endpoint }, took)
    },
    judged: (guideline, count, unscorable) => {
      if (count > unscorable) rows.inc({ guideline, outcome: "scored" }, count - unscorable)
      if (unscorable > 0) rows.inc({ guideline, outcome: "unscorable" }, unscorable)
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
