import { describe, expect, test } from 'vitest'
import { loadDemo } from '../../db/demo/load.ts'
import { caseFile, routeSuggestion } from '../../db/schema/index.ts'
import { loadDemoCases } from '../../src/ledger/demo-cases.ts'
import { routeFor } from '../../src/ledger/routing.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, actionsOf, expectToFit, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

const cardOf = ({ messages }: Answer) => {
  const [first] = messages
  if (!first) throw new Error('no answer')
  return first.card
}

/** The fields of the card's form, as they would be handed in untouched. */
function formOf(answer: Answer): Record<string, unknown> {
  const form = cardOf(answer).blocks.find(block => block.kind === 'form')
  if (form?.kind !== 'form') throw new Error('no form')
  const values = form.fields.map(field => [field.name, 'value' in field ? field.value : undefined])
  return { ...Object.fromEntries(values), ...form.submit.action?.args }
}

const SET = { command: 'route', intent: 'route.set' }

describe('查', () => {
  test.each([
    ['派单规则', 'query.route', '供电公司'],
    ['停电的问题派给谁', 'query.route', '供电公司'],
    ['用地诉求归哪个单位管 几天办完', 'query.route', '自然资源和规划局'],
    ['各类诉求分别由谁办', 'query.route', '融资'],
  ])('%s', (text, intent, words) =>
    onDatabase(async db => {
      const answer = await say(db, 'liaison', text)
      expect(answer.action).toBe(intent)
      expect(answer.words).toContain(words)
      expectToFit(answer, text)
    }),
  )
})

describe('改', () => {
  test('a sentence opens a form filled with what was said; handing it in changes what comes after, and keeps what was', () =>
    onDatabase(async db => {
      const asked = await say(db, 'office', '以后停水的都派给市城管局 5个工作日')
      expect(asked.action).toBe('route.set')
      const before = await routeFor(db, '用水', null, '一般')
      expect(before).toMatchObject({ unitId: 'utility-water', dueDays: 7 })
      const filled = formOf(asked)
      expect(filled).toMatchObject({ category: '用水', region_code: 'all', days: '5' })
      expect(await routeFor(db, '用水', null, '一般')).toEqual(before)

      await press(db, 'office', { ...SET, args: { ...filled, unit: 'dept-housing', reason: '供水职责划转' } })
      expect(await routeFor(db, '用水', null, '一般')).toEqual({
        unitId: 'dept-housing',
        dueDays: 5,
        reason: '供水职责划转',
      })
      // An urgent case follows the unit and keeps its own day.
      expect(await routeFor(db, '用水', null, '特急')).toMatchObject({ unitId: 'dept-housing', dueDays: 1 })
      const { words } = await say(db, 'office', '停水的派单规则')
      expect(words).toContain('供水职责划转')
      expect(words).toContain('衡阳市水务集团，7个工作日')
    }))

  test('a rule for one region goes before the city’s, and can be ended', () =>
    onDatabase(async db => {
      const args = {
        category: '用地',
        region_code: '430424',
        urgency: 'all',
        unit: '430424',
        days: '10',
        sure: true,
      }
      const set = await press(db, 'office', { ...SET, args: { ...args, reason: '县里自己供地' } })
      expect(await routeFor(db, '用地', '430424', '一般')).toMatchObject({ unitId: '430424', dueDays: 10 })
      expect(await routeFor(db, '用地', '430421', '一般')).toMatchObject({ unitId: 'dept-land' })
      expect(JSON.stringify(set)).toContain('撤销“衡东县”')
      const shown = await say(db, 'office', '用地的派单规则')
      const end = actionsOf(cardOf(shown)).find(({ intent }) => intent === 'route.end')
      if (!end) throw new Error('no button')
      await press(db, 'office', end)
      expect(await routeFor(db, '用地', '430424', '一般')).toMatchObject({ unitId: 'dept-land' })
      expect(JSON.stringify(await press(db, 'office', end))).toContain('已经撤销')
    }))

  test.each([
    ['单位不存在', { unit: 'dept-nothing' }, '没有找到可以承办的这个单位'],
    ['期限不是数', { days: '很快' }, '1 到 60 个工作日'],
    ['期限太长', { days: '90' }, '1 到 60 个工作日'],
    ['没写理由', { reason: '' }, '调整理由'],
    ['没有变化', { unit: 'utility-power', days: '7' }, '没有变化'],
    ['类别不存在', { category: '天气' }, '没有“天气”这个诉求类别'],
  ])('%s', (_, wrong, words) =>
    onDatabase(async db => {
      const args = {
        category: '用电',
        region_code: 'all',
        urgency: 'all',
        unit: 'dept-industry',
        days: '5',
        reason: '职责调整',
        sure: true,
      }
      const answer = await press(db, 'office', { ...SET, args: { ...args, ...wrong } })
      expect(JSON.stringify(answer)).toContain(words)
      expect(await routeFor(db, '用电', null, '一般')).toMatchObject({ unitId: 'utility-power', dueDays: 7 })
    }),
  )

  test('only the office; a unit is told whose matter it is', () =>
    onDatabase(async db => {
      const args = {
        category: '用电',
        region_code: 'all',
        urgency: 'all',
        unit: 'dept-land',
        days: '5',
        reason: '职责调整',
        sure: true,
      }
      await press(db, 'land', { ...SET, args })
      expect(await routeFor(db, '用电', null, '一般')).toMatchObject({ unitId: 'utility-power' })
    }))
})

test('what the office decides against the table again and again is offered as a change of it', () =>
  onDatabase(async db => {
    await loadDemoCases(db, NOW)
    const [one] = await db.select({ no: caseFile.no }).from(caseFile).limit(1)
    if (!one) throw new Error('no case')
    const decided = {
      caseNo: one.no,
      category: '融资',
      fromUnitId: 'dept-finance-office',
      toUnitId: 'dept-industry',
    }
    await db.insert(routeSuggestion).values({ ...decided, by: 'person:demo_office', at: NOW })
    expect((await say(db, 'office', '派单规则')).words).not.toContain('要不要改规则')
    await db.insert(routeSuggestion).values({ ...decided, by: 'person:demo_office', at: NOW })
    const shown = await say(db, 'office', '派单规则')
    expect(shown.words).toContain('2次')
    expect(shown.words).toContain('要不要改规则')
    expect((await say(db, 'land', '派单规则')).words).not.toContain('要不要改规则')
    const adopt = actionsOf(cardOf(shown)).find(({ intent }) => intent === 'route.set')
    if (!adopt) throw new Error('no button')
    const filled = formOf(await press(db, 'office', adopt))
    expect(filled).toMatchObject({ category: '融资', unit: 'dept-industry', reason: '办公室已2次改派' })
    await press(db, 'office', { ...SET, args: filled })
    expect(await routeFor(db, '融资', null, '一般')).toMatchObject({ unitId: 'dept-industry', dueDays: 15 })
    expect((await say(db, 'office', '派单规则')).words).not.toContain('要不要改规则')
  }))
