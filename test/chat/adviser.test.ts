import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { type Db, rowsOf } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { createAdviser } from '../../src/chat/adviser.ts'
import { cleanText } from '../../src/chat/slots.ts'
import { readConfig } from '../../src/config.ts'
import { silentLogger } from '../../src/lib/log.ts'
import { identify } from '../../src/people/identify.ts'
import { findMention } from '../../src/registry/resolve.ts'
import { useDatabase } from '../support/database.ts'
import { startModel } from '../support/model.ts'
import { startTown, type Town } from '../support/town.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})
let model: Awaited<ReturnType<typeof startModel>>
beforeAll(async () => {
  model = await startModel()
})
afterAll(() => model.stop())
beforeEach(() => {
  model.asked.length = 0
  model.behave({ says: '{"intent":"none"}' })
})

/** What the adviser makes of words, asked over HTTP. */
async function adviceOn(db: Db, who: string, said: string, dailyCalls = 100) {
  const advise = createAdviser(
    { baseUrl: model.baseUrl, apiKey: 'a-key', model: 'qwen', dailyCalls },
    { db, commands, log: silentLogger, fetch },
  )
  const text = cleanText(said)
  const [speaker, mentions] = await Promise.all([
    identify(db, 'feishu', `ou_demo_${who}`, NOW),
    findMention(db, text),
  ])
  return advise({ text, mentions, speaker, now: NOW })
}

describe('a language model that is asked what is meant', () => {
  test('is sent neither the names of firms nor figures, in the words or in the examples', () =>
    onDatabase(async db => {
      const said = [
        '金杯电工今年1260万那个事 比建涛化工一千二百多万 怎么弄 电话13800001111',
        '91430400DEM000014F 和 HY20231108-0032 哪个先',
        '帮长沙远方电子科技有限公司摆一摆 八十多万',
      ]
      for (const one of said) await adviceOn(db, 'office', one)
      const names = await rowsOf<{ name: string }>(
        db,
        sql`select unnest(array[name, short_name]) as name from enterprise`,
      )
      const told = model.asked.map(({ system, user }) => `${system}\n${user}`).join('\n')
      expect(model.asked).toHaveLength(said.length)
      expect(names.filter(({ name }) => told.includes(name)).map(({ name }) => name)).toEqual([])
      const users = model.asked.map(({ user }) => user).join('\n')
      expect(users).not.toMatch(/\d|远方|一千|八十|DEM/)
      expect(users).toContain('企业A')
      expect(model.asked[0]).toMatchObject({ model: 'qwen', authorization: 'Bearer a-key' })
    }))

  test('chooses among what its speaker may use, and of slots only words that were said', () =>
    onDatabase(async db => {
      model.behave({
        says: '好的：```json\n{"intent":"query.target","slots":{"region":"衡东","owner":"张三","year":2024}}\n```',
      })
      expect(await adviceOn(db, 'office', '衡东那边任务还差多远')).toEqual({
        command: 'target',
        intent: 'query.target',
        slots: { region: '衡东' },
      })
      const offered = model.asked[0]?.system ?? ''
      expect(offered).toContain('query.target')
      expect(offered).not.toContain('meta.undo')
      expect(await adviceOn(db, 'enterprise', '任务还差多远')).toBeNull()
      expect(model.asked[1]?.system).not.toContain('bulletin.approve')
    }))

  test.each([
    ['an intent there is not', { says: '{"intent":"db.drop"}' }],
    ['words without an object', { says: '我觉得应该查一下目标进度' }],
    ['half an object', { says: '{"intent":"query.target"' }],
    ['slots that are no object', { says: '{"intent":"query.target","slots":"region"}' }],
    ['a body that is no completion', 'garbage' as const],
    ['an error of its own', { status: 500 }],
    ['a refusal of the key', { status: 401 }],
  ])('that answers %s is not listened to', (_, behaviour) =>
    onDatabase(async db => {
      model.behave(behaviour)
      expect(await adviceOn(db, 'office', '哪块短板最短')).toBeNull()
      expect(model.asked).toHaveLength(1)
    }),
  )

  test(
    'that does not answer is given up after a few seconds',
    () =>
      onDatabase(async db => {
        model.behave('silent')
        const before = Date.now()
        expect(await adviceOn(db, 'office', '哪块短板最短')).toBeNull()
        expect(Date.now() - before).toBeLessThan(6000)
      }),
    10_000,
  )

  test('is asked no more often a day than its budget allows, by all together', () =>
    onDatabase(async db => {
      model.behave({ says: '{"intent":"query.target"}' })
      const answers = []
      for (let call = 0; call < 4; call++) answers.push(await adviceOn(db, 'office', '哪块短板最短', 2))
      expect(answers.map(answer => answer?.intent ?? null)).toEqual([
        'query.target',
        'query.target',
        null,
        null,
      ])
      expect(model.asked).toHaveLength(2)
    }))

  test('is none unless an address and a name are configured', () => {
    expect(readConfig({}).model).toBeUndefined()
    expect(readConfig({ LLM_BASE_URL: 'http://10.0.0.1:8000/v1/', LLM_MODEL: 'qwen' }).model).toEqual({
      baseUrl: 'http://10.0.0.1:8000/v1',
      model: 'qwen',
      dailyCalls: 500,
    })
  })
})

describe('a sandbox with a language model', () => {
  let town: Town
  beforeAll(async () => {
    town = await startTown({ LLM_BASE_URL: model.baseUrl, LLM_MODEL: 'qwen' })
  }, 60_000)
  afterAll(() => town.stop())

  const UNCLEAR = '哪块短板最短'

  test('answers a question the examples cannot tell, and asks nobody about one they can', async () => {
    const mayor = town.person('ou_demo_mayor')
    model.behave({ says: '{"intent":"query.target"}' })
    expect(await mayor.says(UNCLEAR)).toContain('目标')
    expect(model.asked).toHaveLength(1)
    expect(await mayor.says('今年新增规上目标完成多少了')).toContain('目标')
    expect(await mayor.says('雁南机械 产值')).toContain('名字相近')
    expect(model.asked).toHaveLength(1)
  })

  test('only offers what would change something: a button, then a confirmation', async () => {
    const mayor = town.person('ou_demo_mayor')
    const before = await mayor.sees('oc_demo_leaders')
    model.behave({ says: '{"intent":"bulletin.hold","slots":{}}' })
    const offered = await mayor.says(`${UNCLEAR} bulletin.hold`)
    expect(offered).toContain('没太拿准')
    expect(offered).toContain('暂缓发布通报')
    expect(await mayor.sees('oc_demo_leaders')).toEqual(before)
  })

  test.each([
    ['is down', { status: 503 } as const],
    ['talks nonsense', 'garbage' as const],
    ['cannot say', { says: '{"intent":"none"}' }],
  ])('asks back as it does without one when the model %s', async (_, behaviour) => {
    const mayor = town.person('ou_demo_mayor')
    model.behave(behaviour)
    expect(await mayor.says(UNCLEAR)).toMatch(/没太明白|没太拿准/)
    expect(model.asked).toHaveLength(1)
  })
})
