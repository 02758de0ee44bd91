import { ensureBaseData } from '../../db/base/load.ts'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { loadDemoWork } from '../../db/demo/work.ts'
import { loadDemoCases } from '../ledger/demo-cases.ts'
import { loadDemoHistory } from '../ledger/demo-history.ts'
import { DEMO_START, openDemoClock } from '../schedule/demo-clock.ts'

/** Enterprises of the demo, unless more are wanted. */
const SIZE = 800
/** Figures after which a large demo says how far it is. */
const TOLD_EVERY = 250_000

/**
 * Fills an empty database with demo data, as of the demo clock's start; `tell` hears in Chinese how far it is. Refuses
 * when demo data are there already.
 */
export async function seedDemo(
  db: Db,
  size = SIZE,
  tell: (words: string) => void = () => {},
): Promise<{ enterprises: number; cases: number }> {
  let told = 0
  const onFigures = (figures: number) => {
    if (figures < told + TOLD_EVERY) return
    told = figures
    tell(`已装入 ${figures} 条企业数据…`)
  }
  return db.transaction(async tx => {
    await ensureBaseData(tx as Db)
    const { enterprises } = await loadDemo(tx as Db, { now: DEMO_START, size, monthly: size, onFigures })
    if (told > 0) tell('企业数据已装完，正在装入项目、走访和诉求…')
    await loadDemoWork(tx as Db, size)
    const lively = await loadDemoCases(tx as Db, DEMO_START)
    const history = await loadDemoHistory(tx as Db)
    const clock = await openDemoClock(tx as Db, false)
    await clock.set(DEMO_START)
    return { enterprises, cases: lively.cases + history.cases }
  })
}
