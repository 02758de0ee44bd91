import { expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { outbox } from '../../db/schema/index.ts'
import { useDatabase } from '../support/database.ts'
import { expectToFit, order, say } from '../support/talk.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

test.each([
  ['mayor', '有几家产值翻番了', '全市名录企业235家里，产值倍增的23家，占9.8%'],
  ['mayor', '23家产值翻番的税收都翻了没', '全市产值倍增的23家里，双倍增的12家，占52.2%'],
  ['office', '产值税收都翻番的有几家', '全市名录企业235家里，双倍增的12家'],
  ['office', '产值涨50%以上的几家', '全市名录企业235家里，产值增长50%以上的46家'],
  ['office', '常宁有几家税收倍增', /常宁市名录企业\d+家里，税收倍增的\d+家/],
])('%s: %s', (who, words, told) =>
  onDatabase(async db => {
    const answer = await say(db, who, words)
    expect(answer).toMatchObject({ action: 'query.doubling', slots: { list: '倍增培育企业名录' } })
    expect(answer.words).toMatch(told)
    expectToFit(answer, words)
  }),
)

test('names are told to those who may see the figures, and in private', () =>
  onDatabase(async db => {
    const office = await say(db, 'office', '哪些企业产值翻番了', '--group', '--chat', 'oc_demo_office')
    expect(office.messages.find(({ text }) => text.includes('湖南机油泵'))?.to).toBe('open:ou_demo_office')
    const firm = await say(db, 'enterprise', '全市哪些企业产值翻番了')
    expect(firm.words).not.toContain('湖南机油泵')
  }))

test('a leader’s word on those behind goes to the office, with who they are', () =>
  onDatabase(async db => {
    const done = await order(db, 'mayor', '让产值差的几家每天报一次')
    expect(done).toMatchObject({ action: 'leader.instruct', slots: { filter: '产值进度落后', freq: '每日' } })
    expect(done.words).toMatch(/已转领导小组办公室.*涉及名录企业里产值下降的\d+家/s)
    expect(await db.select().from(outbox)).toContainEqual(
      expect.objectContaining({ kind: 'matter.instructed', address: 'unit:office' }),
    )
  }))
