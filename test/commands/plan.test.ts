import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { roleGrant, supportPlan } from '../../db/schema/index.ts'
import type { Action } from '../../src/chat/card.ts'
import { useDatabase } from '../support/database.ts'
import { expectToFit, order, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const FIRM = '91430405DEM000217C'
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
  // The demo's liaison also looks after 衡岳纸业, which is at risk.
  await db
    .insert(roleGrant)
    .values({ personId: 'demo-liaison', role: 'liaison', scopeId: FIRM, grantedBy: 'test', grantedAt: NOW })
})

const write = (form: Record<string, unknown> = {}): Action => ({
  command: 'plan',
  intent: 'plan.write',
  args: {
    uscc: FIRM,
    form: true,
    problems: '订单不足',
    measures: '对接三家客户',
    owner: '赵联',
    due: '2024-01-31',
    ...form,
  },
})
const clicked = async (db: Db, who: string, action: Action) => JSON.stringify(await press(db, who, action))

test('从没有方案，到定方案、报进展、全部落实', () =>
  onDatabase(async db => {
    const missing = await order(db, 'office', '哪些退规风险企业还没有一企一策')
    expect([missing.command, missing.action]).toEqual(['plan', 'query.plan'])
    expect(missing.words).toContain('入库满15天还没有齐全方案的6家')
    expectToFit(missing, '没有方案')
    const form = await order(db, 'liaison', '给衡岳纸业定个一企一策')
    expect(form.action).toBe('plan.write')
    expect(form.words).toContain('责任人：赵联')
    expectToFit(form, '表单')
    expect(await clicked(db, 'liaison', write())).toContain('一企一策已定')
    const progress = await order(db, 'liaison', '衡岳纸业一企一策 已完成设备搬迁')
    expect([progress.command, progress.action]).toEqual(['plan', 'plan.progress'])
    expect(progress.slots).toMatchObject({ note: '已完成设备搬迁' })
    expect(progress.words).toContain('2023-11-15 已完成设备搬迁（赵联）')
    expect((await order(db, 'office', '一企一策落实情况怎么样')).words).toContain('办理中：1家')
    const done = await order(db, 'office', '衡岳纸业一企一策措施全部落实')
    expect(done.slots).toMatchObject({ done: true })
    expect((await say(db, 'mayor', '衡岳纸业的一企一策')).words).toContain('已落实')
  }))

test.each([
  ['没有措施', { measures: '' }, '帮扶措施'],
  ['没有责任人', { owner: ' ' }, '责任人'],
  ['时限已经过了', { due: '2023-11-01' }, '应在今天以后'],
  ['时限不是日期', { due: '明年' }, '完成时限'],
])('%s：不收', (_, form, words) =>
  onDatabase(async db => {
    expect(await clicked(db, 'office', write(form))).toContain(words)
    expect(await db.select().from(supportPlan)).toEqual([])
  }),
)

test.each(['rival', 'land', 'county', 'mayor'])('%s 不能给别人的企业定方案', who =>
  onDatabase(async db => {
    expect(await clicked(db, who, write())).toMatch(/没有这项权限|不在您的职责范围内/)
    expect(await db.select().from(supportPlan)).toEqual([])
  }),
)

test('没有方案不能报进展；企业自己和别的企业都看不到方案', () =>
  onDatabase(async db => {
    expect((await order(db, 'liaison', '衡岳纸业一企一策 已对接银行')).words).toContain('还没有一企一策')
    expect((await say(db, 'rival', '衡岳纸业的一企一策')).words).toContain('不在您的职责范围内')
  }))
