import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { CHAIN_SLOTS, chainSlot, figure } from '../../db/schema/index.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { addMonths } from '../../src/lib/time.ts'
import {
  checklists,
  FIVE_LISTS,
  freshnessOf,
  listIn,
  recordUpdate,
  staleLists,
  updatesBy,
} from '../../src/registry/chains/lists.ts'
import { chainNames, chainsIn, listFor, mapBetween, nameInYear } from '../../src/registry/chains/names.ts'
import { emptySlots, fillSlot, SIX, sixOf, slotsOn } from '../../src/registry/chains/slots.ts'
import { yearPeriod } from '../../src/registry/period.ts'
import { totalOf } from '../../src/registry/totals.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { actionOf, talkIn, valuesOf } from '../ledger/talk.ts'
import { addTown, by, codeOf, NOW } from '../liaison/a-town.ts'
import { useDatabase } from '../support/database.ts'
import { builtIn } from '../support/policies.ts'

const onDatabase = useDatabase(addTown)
const TODAY = '2023-11-15'
const SIX_RULE = findRule(builtIn.documents, 'R-CHAIN6', TODAY)
const LIST_RULE = findRule(builtIn.documents, 'R-5LIST', TODAY)

const fill = (
  db: Db,
  who: 'office' | 'chain' | 'county',
  more: Partial<Parameters<typeof fillSlot>[1]> = {},
) =>
  fillSlot(by(db, who), {
    chainId: 'power',
    slot: '链长',
    name: '周岳',
    post: '市领导',
    personId: null,
    fromOn: TODAY,
    basis: '分工调整',
    ...more,
  })

describe('两版产业链', () => {
  test('each list has fourteen chains; the map leaves one without a counterpart on each side', () =>
    onDatabase(async db => {
      const names = await chainNames(db)
      expect(listFor(names, 2021)).toHaveLength(14)
      expect(listFor(names, 2023)).toHaveLength(14)
      expect(listFor(names, 2021).map(({ name }) => name)).toContain('先进轨道交通及工程机械')
      expect(listFor(names, 2023).map(({ name }) => name)).toContain('钟表')
      const map = mapBetween(names, ['2021', '2022'])
      expect(map).toHaveLength(15)
      expect(map.filter(({ before }) => before === null)).toEqual([{ before: null, after: '钟表' }])
      expect(map.filter(({ after }) => after === null)).toEqual([
        { before: '先进轨道交通及工程机械', after: null },
      ])
      expect(map).toContainEqual({ before: '新型能源及电力装备', after: '输变电' })
    }))

  test('the six chains of 衡东县 are another list and a draft', () =>
    onDatabase(async db => {
      const list = listFor(await chainNames(db), 2023, '430424')
      expect(list).toHaveLength(6)
      expect(list.every(({ isDraft }) => isDraft)).toBe(true)
    }))

  test.each([
    ['输变电链的链长是谁', ['输变电'], false],
    ['化工新材料链', ['盐卤化工'], true],
    ['新型能源及电力装备', ['输变电'], true],
    ['有色金属链', ['有色金属'], false],
    ['新能源汽车产业链', ['新能源汽车'], false],
    ['生态绿色食品和现代物流', ['新农业', '新物流'], true],
    ['什么都没有', [], false],
  ])('%s names %j', (text, wanted, isOld) =>
    onDatabase(async db => {
      const found = chainsIn(await chainNames(db), text)
      expect(found.map(({ name }) => name)).toEqual(wanted)
      if (found[0]) expect(found[0].isOldName).toBe(isOld)
    }),
  )

  test('a chain is called by the list of the year', () =>
    onDatabase(async db => {
      const names = await chainNames(db)
      expect([nameInYear(names, 'power', 2021), nameInYear(names, 'power', 2022)]).toEqual([
        '新型能源及电力装备',
        '输变电',
      ])
      expect([nameInYear(names, 'clock', 2021), nameInYear(names, 'clock', 2023)]).toEqual([null, '钟表'])
    }))
})

describe('六个一', () => {
  test('complete only with all six; the office of the chain is beside them', () =>
    onDatabase(async db => {
      for (const slot of SIX) {
        expect(sixOf(SIX_RULE, await slotsOn(db, TODAY, 'power'), TODAY).verdict).toBe('fail')
        await fill(db, 'office', { slot, name: `某${slot}` })
      }
      const slots = await slotsOn(db, TODAY, 'power')
      expect(sixOf(SIX_RULE, slots, TODAY).verdict).toBe('pass')
      expect(emptySlots(slots)).toEqual([])
      expect(CHAIN_SLOTS.filter(slot => !SIX.includes(slot))).toEqual(['链办', '链办主任', '专职副主任'])
    }))

  test('one chain leader at a time, the former kept; several banks side by side', () =>
    onDatabase(async db => {
      await fill(db, 'office', { fromOn: '2023-01-01' })
      await fill(db, 'chain', { name: '陈平', basis: '周岳调离' })
      await fill(db, 'office', { slot: '主办银行', name: '甲银行' })
      await fill(db, 'office', { slot: '主办银行', name: '乙银行' })
      const now = await slotsOn(db, TODAY, 'power')
      expect(now.map(({ slot, name }) => `${slot}${name}`)).toEqual([
        '链长陈平',
        '主办银行甲银行',
        '主办银行乙银行',
      ])
      expect((await slotsOn(db, '2023-06-01', 'power')).map(({ name }) => name)).toEqual(['周岳'])
      const rows = await db.select().from(chainSlot)
      expect(rows.find(({ name }) => name === '周岳')).toMatchObject({ toOn: TODAY, endReason: '周岳调离' })
      expect(await fill(db, 'office', { name: '陈平' })).toBe(false)
    }))

  test('a chain office keeps its own chain alone, a county none', () =>
    onDatabase(async db => {
      await expect(fill(db, 'chain', { chainId: 'salt' })).rejects.toThrow('链办维护')
      await expect(fill(db, 'county')).rejects.toThrow('链办维护')
    }))
})

describe('五单一图谱', () => {
  test('a month old is fresh, a day more is not; never updated is stale', () =>
    onDatabase(async db => {
      const at = async (day: string) => {
        for (const item of Object.keys(FIVE_LISTS))
          await recordUpdate(by(db, 'chain'), {
            chainId: 'power',
            item,
            updatedOn: day,
            note: null,
            file: null,
          })
        return staleLists(freshnessOf(LIST_RULE, await updatesBy(db, TODAY, 'power'), TODAY))
      }
      expect(staleLists(freshnessOf(LIST_RULE, [], TODAY))).toEqual(Object.keys(FIVE_LISTS))
      expect(await at('2023-10-14')).toEqual(Object.keys(FIVE_LISTS))
      expect(await at(addMonths(TODAY, -1))).toEqual([])
    }))

  test.each([
    ['发展目标清单更新了', '发展目标清单'],
    ['招商清单更新了', '招商引资重点项目清单'],
    ['在建重大项目清单', '在建重大项目清单'],
    ['链图更新到今天', '产业链上下游图谱'],
    ['产业全景图更新了', '产业全景图'],
    ['更新了一下', null],
  ])('%s is %s', (text, item) =>
    onDatabase(async db => {
      expect(listIn(await checklists(db), text)).toBe(item)
    }),
  )

  test('what documents do not explain stands as such in the checklist', () =>
    onDatabase(async db => {
      const path = (await checklists(db)).filter(({ checklist }) => checklist === '两网两图两库两池两报告')
      expect(path.map(({ title }) => title)).toContain('两库（内容待明确）')
      expect(path.every(({ isConfirmed }) => !isConfirmed)).toBe(true)
    }))
})

describe('合计', () => {
  const give = (db: Db, shortName: string, amount: string, period = '2022') =>
    db.insert(figure).values({
      uscc: codeOf(shortName),
      indicator: 'output',
      period,
      amount,
      source: '统计',
      reportedBy: 'test',
      recordedAt: NOW,
    })

  test('of two firms nothing is told, of three the sum; growth over those with both years', () =>
    onDatabase(async db => {
      await give(db, '大合新材料', '10000')
      await give(db, '福邦新材料', '20000.5')
      const of = () => totalOf(db, { chain: '盐卤化工' }, 'output', yearPeriod(2022))
      expect(await of()).toMatchObject({ firms: 2, amount: null, both: 0 })
      await give(db, '建滔化工', '30000')
      for (const name of ['大合新材料', '福邦新材料']) await give(db, name, '5000', '2021')
      const total = await of()
      expect([total.firms, total.amount?.toFixed(), total.both, total.current]).toEqual([
        3,
        '60000.5',
        2,
        null,
      ])
      await give(db, '建滔化工', '10000', '2021')
      const whole = await of()
      expect([whole.both, whole.current?.toFixed(), whole.before?.toFixed()]).toEqual([3, '60000.5', '20000'])
    }))
})

describe('in chat', () => {
  const ask = async (db: Db, who: string, text: string) =>
    cardText((await talkIn(db).does(`ou_${who}`, text)).card)

  test('leader, office and bank are answered for one chain and for all', () =>
    onDatabase(async db => {
      await fill(db, 'office')
      await fill(db, 'office', { slot: '链办', name: '输变电产业链推进办公室', post: '雁峰区政府' })
      await fill(db, 'office', { slot: '主办银行', name: '甲银行' })
      expect(await ask(db, 'office', '输变电链链长是谁 链办在哪里')).toMatch(
        /链长：周岳 市领导\n链办：输变电产业链推进办公室 雁峰区政府/,
      )
      expect(await ask(db, 'contact', '输变电链是哪家银行对口')).toContain('主办银行：甲银行')
      const all = await ask(db, 'mayor', '各条产业链的链长名单')
      expect(all).toContain('输变电 | 周岳（市领导）')
      expect(all).toContain('13条还没登记')
    }))

  test('a bank or a person is asked about the other way round', () =>
    onDatabase(async db => {
      await fill(db, 'office', { slot: '主办银行', name: '甲州银行' })
      await fill(db, 'office', { chainId: 'salt', slot: '主办银行', name: '甲州银行' })
      expect(await ask(db, 'office', '甲州银行对口哪几条产业链')).toContain('盐卤化工产业链主办银行')
    }))

  test('an old name is answered by the present one, and said to be old', () =>
    onDatabase(async db => {
      expect(await ask(db, 'office', '化工新材料链情况')).toContain('现在叫盐卤化工')
    }))

  test('officials see names, a firm does not', () =>
    onDatabase(async db => {
      expect(await ask(db, 'office', '盐卤化工产业链有多少家企业')).toContain('大合新材料')
      const firm = await ask(db, 'contact', '盐卤化工产业链有多少家企业')
      expect(firm).toContain('在库企业3家')
      expect(firm).not.toContain('建滔化工')
    }))

  test('a chain office brings its list up to date by a sentence', () =>
    onDatabase(async db => {
      expect(await ask(db, 'chain', '重点问题清单更新到11月10日 新增两个问题')).toContain('2023-11-10更新')
      expect(await updatesBy(db, TODAY, 'power')).toMatchObject([
        { item: '重点问题清单', updatedOn: '2023-11-10', by: '王湘', note: '新增两个问题' },
      ])
      expect(await ask(db, 'office', '五单一图谱哪几条链没更新')).toContain('输变电 | 1/6 | 11月10日')
    }))

  test('a change is confirmed on a form', () =>
    onDatabase(async db => {
      const { says, acts } = talkIn(db)
      const { card } = await says('ou_office', '输变电链链长换成周岳')
      expect(valuesOf(card)).toMatchObject({ slot: '链长', name: '周岳' })
      await acts('ou_office', actionOf(card, '确认登记'), { ...valuesOf(card), reason: '分工调整' })
      expect(await slotsOn(db, TODAY, 'power')).toMatchObject([
        { slot: '链长', name: '周岳', personId: 'mayor' },
      ])
    }))
})
