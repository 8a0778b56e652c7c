import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What /metrics tells an operator. One registry per composed system, so that two in one process do not collide. */
export type Metrics = {
  request(method: string, route: string, status: number, seconds: number): void
  job(kind: string, outcome: 'done' | 'retry' | 'dead'): void
  alert(kind: string): void
  sealLag(seconds: number): void
  render(): Promise<{ type: string; text: string }>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'nuanzhang_http_seconds',
    help: 'Time to answer by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
    registers: [registry],
  })
  const jobs = new Counter({
    name: 'nuanzhang_jobs_total',
    help: 'Jobs by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  })
  const alerts = new Counter({
    name: 'nuanzhang_alerts_total',
    help: 'Things a person must look at',
    labelNames: ['kind'],
    registers: [registry],
  })
  const lag = new Gauge({ name: 'nuanzhang_seal_lag_seconds', help: 'Age of the oldest entry not yet sealed', registers: [registry] })
  return {
    request: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    job: (kind, outcome) => jobs.inc({ kind, outcome }),
    alert: (kind) => alerts.inc({ kind }),
    sealLag: (seconds) => lag.set(seconds),
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}
