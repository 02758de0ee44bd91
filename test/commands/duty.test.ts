import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, actionsOf, expectToFit, press, say } from '../support/talk.ts'

const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: new Date('2023-11-15T10:00:00+08:00') })
})

const SET = { command: 'duty', intent: 'duty.set' }

function fieldsOf({ messages }: Answer): Record<string, unknown> {
  const form = messages[0]?.card.blocks.find(block => block.kind === 'form')
  if (form?.kind !== 'form') throw new Error('no form')
  return Object.fromEntries(
    form.fields.map(field => [field.name, 'value' in field ? field.value : undefined]),
  )
}

const handIn = (db: Db, args: Record<string, unknown>, who = 'office') => press(db, who, { ...SET, args })

describe('排值班', () => {
  test.each([
    ['明天李衡值班', '2023-11-16', '2023-11-16', undefined],
    ['11月20日到22日安排李衡值班 电话13800000000', '2023-11-20', '2023-11-22', '13800000000'],
    ['11月30号到12月2号李衡值班 0734-8888888', '2023-11-30', '2023-12-02', '0734-8888888'],
    ['李衡值班', '2023-11-15', '2023-11-15', undefined],
  ])('%s', (text, from, to, phone) =>
    onDatabase(async db => {
      const answer = await say(db, 'office', text)
      expect(answer.action).toBe('duty.set')
      expect(fieldsOf(answer)).toMatchObject({ from, to, ...(phone && { phone }) })
      expectToFit(answer, text)
    }),
  )

  test('whoever is on the list is told of danger, with the number to call; whoever is taken off is not', () =>
    onDatabase(async db => {
      const filled = fieldsOf(await say(db, 'office', '今天李衡值班 电话13800000000'))
      await handIn(db, filled)
      const cry = await say(db, 'enterprise', '急急急 化工管道漏了')
      expect(cry.words).toContain('值班人员李衡（13800000000）')
      const listed = await say(db, 'land', '今天谁值班')
      expect(listed.action).toBe('query.duty')
      expect(listed.words).toContain('李衡')
      const [end] = actionsOf(
        (await say(db, 'office', '值班表')).messages[0]?.card ?? { title: '', tone: 'info', blocks: [] },
      )
      if (!end) throw new Error('no button')
      await press(db, 'office', end)
      expect((await say(db, 'office', '值班表')).words).toContain('今天没有排班')
    }))

  test.each([
    ['日子颠倒', { from: '2023-11-22', to: '2023-11-20' }, '从哪天到哪天要写清楚'],
    ['过去的日子', { from: '2023-11-01', to: '2023-11-02' }, '从今天或以后开始'],
    ['太长', { from: '2023-11-20', to: '2024-11-20' }, '一次最多排 31 天'],
    ['电话不对', { phone: '打我手机' }, '只写数字和短横线'],
    ['没有这个人', { person: 'nobody' }, '没有找到这位值班人员'],
  ])('%s', (_, wrong, words) =>
    onDatabase(async db => {
      const filled = fieldsOf(await say(db, 'office', '明天李衡值班'))
      expect(JSON.stringify(await handIn(db, { ...filled, ...wrong }))).toContain(words)
    }),
  )

  test('only the office', () =>
    onDatabase(async db => {
      const filled = fieldsOf(await say(db, 'office', '明天李衡值班'))
      expect(JSON.stringify(await handIn(db, filled, 'land'))).not.toContain('值班已排好')
    }))
})
