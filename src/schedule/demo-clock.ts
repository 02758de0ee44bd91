import type { Db } from '../../db/client.ts'
import { type Clock, instantOf } from '../lib/time.ts'
import { readSetting, writeSetting } from './settings.ts'

/** Where the demo data end: a Wednesday morning, figures up to October. */
export const DEMO_START = instantOf('2023-11-15', '10:00')
const KEY = 'demo-clock'

/** A clock that can be moved, for demo data. It runs while the process runs and stands still in between. */
export interface DemoClock extends Clock {
  set(at: Date): Promise<void>
  /** Remembers the present moment, so that the next start goes on from here. */
  save(): Promise<void>
}

/** Whether a database holds demo data, and so lives by the demo clock. */
export async function hasDemoClock(db: Db): Promise<boolean> {
  return (await readSetting<string>(db, KEY)) !== null
}

/** Starts the demo clock of a database; it goes on from where it last stood. `runs`: false keeps it standing. */
export async function openDemoClock(db: Db, runs: boolean): Promise<DemoClock> {
  const stored = await readSetting<string>(db, KEY)
  let base = stored ? new Date(stored) : DEMO_START
  let since = Date.now()
  const now = () => (runs ? new Date(base.getTime() + Date.now() - since) : base)
  return {
    now,
    async set(at) {
      base = at
      since = Date.now()
      await writeSetting(db, KEY, at.toISOString())
    },
    async save() {
      await writeSetting(db, KEY, now().toISOString())
    },
  }
}
