import { sql } from 'drizzle-orm'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { type Db, rowsOf } from '../db/client.ts'

export interface Metrics {
  webhook(platform: string, status: number, seconds: number): void
  /** Prometheus text; the queues are counted when asked. */
  text(db: Db): Promise<string>
}

export function createMetrics(): Metrics {
  const registers = [new Registry()]
  const requests = new Counter({
    name: 'beizeng_webhook_requests_total',
    help: 'Webhook requests by platform and HTTP status',
    labelNames: ['platform', 'status'],
    registers,
  })
  const seconds = new Histogram({
    name: 'beizeng_webhook_seconds',
    help: 'Time to answer a webhook request',
    labelNames: ['platform'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  })
  const queue = new Gauge({
    name: 'beizeng_queue_rows',
    help: 'Rows of the inbox and the outbox that are not finished, by state',
    labelNames: ['queue', 'state'],
    registers,
  })
  return {
    webhook(platform, status, took) {
      requests.inc({ platform, status: String(status) })
      seconds.observe({ platform }, took)
    },
    async text(db) {
      const rows = await rowsOf<{ queue: string; state: string; count: number }>(
        db,
        sql`select 'inbox' as queue, state, count(*)::int as count from inbox where state <> 'done' group by state
            union all
            select 'outbox', state, count(*)::int from outbox where state <> 'sent' group by state`,
      )
      queue.reset()
      for (const { queue: name, state, count } of rows) queue.set({ queue: name, state }, count)
      return registers[0]?.metrics() ?? ''
    },
  }
}
