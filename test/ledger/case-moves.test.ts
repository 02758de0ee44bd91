import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { type CaseState, caseEvent, caseFile } from '../../db/schema/index.ts'
import type { Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { MOVES } from '../../src/chat/notices/case-moves.ts'
import { askExtension } from '../../src/ledger/extension.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { askHold, holdCase } from '../../src/ledger/holding.ts'
import { loadCase } from '../../src/ledger/load.ts'
import { instructCase } from '../../src/ledger/press.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { askToHelp } from '../../src/ledger/transfer.ts'
import { useDatabase } from '../support/database.ts'
import { labelsOf, optionsOf, talkIn, valuesOf } from './talk.ts'
import { actOf, buildWorld, caseIn, POWER_CUT, queued, type Who } from './world.ts'

const onDatabase = useDatabase(buildWorld)

/** A case the routes were not sure of: 停电停水 under one category. */
async function waiting(db: Db): Promise<string> {
  const { facts } = await fileCase(await actOf(db, 'contact'), {
    ...POWER_CUT,
    detail: '停电停水 设备都停了',
  })
  expect(facts.state).toBe('filed')
  return facts.no
}

async function askedFor(db: Db, what: 'extension' | 'hold'): Promise<string> {
  const no = await caseIn(db, 'handling')
  const act = await actOf(db, 'power')
  if (what === 'extension') await askExtension(act, no, { until: '2023-11-30', reason: '设备在途中' })
  else await askHold(act, no, { until: '2023-11-30', reason: '待上级答复' })
  return no
}

async function held(db: Db): Promise<string> {
  const no = await askedFor(db, 'hold')
  await holdCase(await actOf(db, 'office'), no)
  return no
}

async function helped(db: Db): Promise<string> {
  const no = await caseIn(db, 'handling')
  await askToHelp(await actOf(db, 'power'), no, {
    unitId: 'dept-land',
    task: '核对走廊',
    dueOn: '2023-11-20',
  })
  return no
}

async function instructed(db: Db): Promise<string> {
  const no = await caseIn(db, 'handling')
  await instructCase(await actOf(db, 'mayor'), no, '一周内解决', '2023-11-22')
  return no
}

const inState = (state: CaseState) => (db: Db) => caseIn(db, state)
const PLACES = {
  waiting,
  helped,
  extension: (db: Db) => askedFor(db, 'extension'),
  hold: (db: Db) => askedFor(db, 'hold'),
  assigned: inState('assigned'),
  handling: inState('handling'),
  reviewing: inState('reviewing'),
  rating: inState('rating'),
  closed: inState('closed'),
}
const latest = async (db: Db) => (await db.select().from(caseFile).orderBy(asc(caseFile.no))).at(-1)?.no ?? ''

interface Pressing {
  move: keyof typeof MOVES
  who: Who
  from(db: Db): Promise<string>
  form?: Record<string, string>
  /** What the case's card says afterwards. */
  says: string
  state: CaseState
  /** The event that must be the last. */
  event?: string
}

const PRESSED: Pressing[] = [
  {
    move: 'assign',
    who: 'office',
    from: waiting,
    says: '已交办给国网衡阳供电公司，11月24日前办结',
    state: 'assigned',
  },
  {
    move: 'decline',
    who: 'office',
    from: waiting,
    form: { reason: '属于合同纠纷', guidance: '请走仲裁' },
    says: '已不予受理',
    state: 'declined',
  },
  { move: 'sign', who: 'power', from: inState('assigned'), says: '已签收', state: 'handling' },
  {
    move: 'dispute',
    who: 'power',
    from: inState('assigned'),
    form: { reason: '是厂内线路问题', unit: 'dept-housing' },
    says: '已退回派单',
    state: 'filed',
  },
  {
    move: 'progress',
    who: 'power',
    from: inState('assigned'),
    form: { note: '已到现场' },
    says: '进展已记录',
    state: 'handling',
  },
  {
    move: 'finish',
    who: 'power',
    from: inState('handling'),
    form: { result: '电缆已更换', outcome: '部分解决' },
    says: '已提交办结',
    state: 'reviewing',
  },
  {
    move: 'askExtension',
    who: 'power',
    from: inState('handling'),
    form: { due: '2023-11-30', reason: '设备在途中' },
    says: '延期申请已提交',
    state: 'handling',
  },
  {
    move: 'askHold',
    who: 'power',
    from: inState('handling'),
    form: { due: '2023-11-30', reason: '待上级答复' },
    says: '挂起申请已提交',
    state: 'handling',
  },
  {
    move: 'extend',
    who: 'office',
    from: db => askedFor(db, 'extension'),
    says: '已同意延期到11月30日',
    state: 'handling',
  },
  {
    move: 'refuseExtension',
    who: 'office',
    from: db => askedFor(db, 'extension'),
    form: { reason: '企业等着用' },
    says: '期限不变',
    state: 'handling',
  },
  { move: 'hold', who: 'office', from: db => askedFor(db, 'hold'), says: '已挂起', state: 'held' },
  {
    move: 'refuseHold',
    who: 'office',
    from: db => askedFor(db, 'hold'),
    form: { reason: '材料已经齐了' },
    says: '继续计时',
    state: 'handling',
  },
  {
    move: 'pause',
    who: 'office',
    from: inState('handling'),
    form: { due: '2023-11-30', reason: '待企业补正' },
    says: '已挂起',
    state: 'held',
    event: 'hold',
  },
  { move: 'resume', who: 'power', from: held, says: '已恢复办理', state: 'handling' },
  {
    move: 'coassign',
    who: 'power',
    from: inState('handling'),
    form: { unit: 'dept-land', task: '核对走廊', due: '2023-11-20' },
    says: '已请其协办',
    state: 'handling',
  },
  {
    move: 'coreport',
    who: 'land',
    from: helped,
    form: { answer: '走廊无障碍' },
    says: '已反馈给主办单位',
    state: 'handling',
  },
  {
    move: 'transfer',
    who: 'office',
    from: inState('handling'),
    form: { unit: 'dept-land', reason: '是走廊问题' },
    says: '已转办给市自然资源和规划局，期限不变（11月24日）',
    state: 'assigned',
  },
  {
    move: 'shelve',
    who: 'office',
    from: inState('handling'),
    form: { due: '2024-01-10', reason: '要等电网规划' },
    says: '已挂账推进',
    state: 'shelved',
  },
  { move: 'pass', who: 'office', from: inState('reviewing'), says: '已通过审核', state: 'rating' },
  {
    move: 'return',
    who: 'office',
    from: inState('reviewing'),
    form: { reason: '缺验收照片' },
    says: '已退回责任单位补办',
    state: 'handling',
  },
  {
    move: 'reply',
    who: 'power',
    from: instructed,
    form: { answer: '本周完成更换' },
    says: '已报给领导',
    state: 'handling',
  },
  {
    move: 'instruct',
    who: 'mayor',
    from: inState('handling'),
    form: { instruction: '一周内解决', due: '2023-11-22' },
    says: '批示已转承办单位和办公室',
    state: 'handling',
  },
  {
    move: 'urge',
    who: 'contact',
    from: inState('handling'),
    says: '已催办国网衡阳供电公司',
    state: 'handling',
  },
  {
    move: 'escalate',
    who: 'contact',
    from: inState('handling'),
    form: { reason: '多次停电没人管' },
    says: '已提级',
    state: 'handling',
  },
  {
    move: 'supplement',
    who: 'contact',
    from: inState('handling'),
    form: { note: '昨天又停了两小时' },
    says: '已补充',
    state: 'handling',
  },
  {
    move: 'correct',
    who: 'contact',
    from: inState('handling'),
    form: { category: '用气', reason: '写错了' },
    says: '已更正',
    state: 'handling',
  },
  {
    move: 'merge',
    who: 'office',
    async from(db) {
      await caseIn(db, 'handling')
      return caseIn(db, 'handling')
    },
    form: { master_no: '0001', reason: '同一线路' },
    says: '已并案',
    state: 'merged',
  },
  {
    move: 'withdraw',
    who: 'contact',
    from: inState('handling'),
    form: { reason: '自己修好了' },
    says: '已撤回',
    state: 'withdrawn',
  },
  {
    move: 'reject',
    who: 'contact',
    from: inState('rating'),
    form: { reason: '昨天又停了' },
    says: '已记下您的意见',
    state: 'handling',
  },
  {
    move: 'reopen',
    who: 'contact',
    from: inState('closed'),
    form: { reason: '昨天又停了' },
    says: '已重开，进入第2轮办理',
    state: 'handling',
  },
]

/** The card with a move's button: the case's own or the one behind 更多操作. */
async function cardWith(talk: ReturnType<typeof talkIn>, who: Who, no: string, label: string): Promise<Card> {
  const { card } = await talk.says(who, `${no}怎么样了`)
  if (labelsOf(card).includes(label)) return card
  return (await talk.clicks(who, card, '更多操作')).card
}

const eventsOf = (db: Db, no: string) =>
  db.select().from(caseEvent).where(eq(caseEvent.caseNo, no)).orderBy(asc(caseEvent.seq))

describe('每个按钮都能办', () => {
  test('there is a case for every button there is', () => {
    expect(new Set(PRESSED.map(({ move }) => move))).toEqual(new Set(Object.keys(MOVES)))
  })

  test.each(PRESSED.map(one => [MOVES[one.move].label, one] as const))(
    '%s, once however often it is pressed',
    (label, { move, who, from, form, says, state, event = move }) =>
      onDatabase(async db => {
        const talk = talkIn(db)
        const no = await from(db)
        const card = await cardWith(talk, who, no, label)
        const asked = await talk.clicks(who, card, label)
        const definition = MOVES[move] as { form?: { submit: string } }
        const submit = definition.form?.submit ?? label
        const last = definition.form ? await talk.clicks(who, asked.card, submit, form) : asked
        expect(cardText(last.card)).toContain(says)
        expect(last.to).toBe('click')
        expect(last.toast).toContain(says.slice(0, 4))
        const { row } = await loadCase(db, no)
        expect(row.state).toBe(state)
        const events = await eventsOf(db, no)
        expect(events.at(-1)?.type).toBe(event)
        const told = await queued(db)

        const again = definition.form
          ? await talk.clicks(who, asked.card, submit, form)
          : await talk.clicks(who, card, label)
        expect(again.toast).toBe('这一步已经办过了，这是最新情况。')
        expect(again.to).toBe('click')
        expect(cardText(again.card)).toContain(no)
        expect(await eventsOf(db, no)).toEqual(events)
        expect(await queued(db)).toEqual(told)
      }),
  )
})

describe('只给现在能办的按钮', () => {
  test.each([
    ['contact', 'assigned', [], ['催办', '提级', '补充材料', '更正', '撤回']],
    ['liaison', 'assigned', [], ['催办', '提级', '补充材料', '更正']],
    ['power', 'assigned', ['签收', '退回派单', '填写进展'], ['请单位协办', '提级']],
    ['power', 'handling', ['填写进展', '办结'], ['申请延期', '申请挂起', '请单位协办', '提级']],
    ['power', 'hold', ['填写进展', '办结'], ['请单位协办', '提级']],
    ['power', 'reviewing', [], ['提级', '补充材料']],
    ['office', 'waiting', ['交办', '不予受理'], ['催办', '提级', '补充材料', '更正', '并案']],
    [
      'office',
      'extension',
      ['同意延期', '不同意'],
      ['挂起', '请单位协办', '转办', '挂账', '催办', '提级', '补充材料', '更正', '并案'],
    ],
    ['office', 'reviewing', ['审核通过', '退回补办'], ['催办', '提级', '补充材料', '更正']],
    ['contact', 'rating', ['满意', '基本满意', '不满意'], ['补充材料', '更正', '撤回']],
    ['contact', 'closed', [], ['重开']],
    ['mayor', 'handling', [], ['批示', '催办', '提级', '补充材料', '更正']],
    ['land', 'helped', ['反馈协办情况'], ['补充材料']],
  ] as const)('%s, at %s: %j, and behind: %j', (who, from, first, behind) =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const { card } = await talk.says(who, `${await PLACES[from](db)}怎么样了`)
      const more = behind.length > 0 ? ['更多操作'] : []
      expect(labelsOf(card)).toEqual([...first, ...more])
      if (behind.length > 0)
        expect(new Set(labelsOf((await talk.clicks(who, card, '更多操作')).card))).toEqual(
          new Set([...behind, '返回']),
        )
    }),
  )

  test('what can no longer be done is not offered: a dispute after a day, urging twice a day', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'assigned')
      const later = { now: new Date('2023-11-17T10:00:00+08:00') }
      expect(labelsOf((await talk.says('power', `${no}怎么样了`, later)).card)).not.toContain('退回派单')
      const more = (
        await talk.clicks('contact', (await talk.says('contact', `${no}怎么样了`)).card, '更多操作')
      ).card
      const urged = await talk.clicks('contact', more, '催办')
      expect(labelsOf((await talk.clicks('contact', urged.card, '更多操作')).card)).not.toContain('催办')
    }))
})

describe('一句话办', () => {
  test('派给……下周五前办结 gives a waiting case to the unit by that day, and a case that is with one is handed on', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await waiting(db)
      const given = await talk.does('office', `把${no}派给自然资源局，下周五前办结`)
      expect(cardText(given.card)).toContain('已交办给市自然资源和规划局，11月24日前办结。')
      const moved = await talk.does('office', `${no}派给供电公司 是线路问题 月底前办结`)
      expect(cardText(moved.card)).toContain(
        '已转办给国网衡阳供电公司，期限不变（11月24日）。要改期限，请由承办单位申请延期。',
      )
      await expect(talk.says('office', `${no}派给供电公司 还是他们办`)).rejects.toThrow(
        '现在就由国网衡阳供电公司承办',
      )
    }))

  test('without a unit, or with a word that names none, the form opens with the proposed one first and why', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await waiting(db)
      for (const text of [`${no}交办`, `${no}派给某某局`]) {
        const { card } = await talk.says('office', text)
        expect(optionsOf(card, 'unit')[0]).toBe('国网衡阳供电公司（用电问题由供电公司办理，市工信局督办）')
        expect(optionsOf(card, 'unit')).not.toContain('领导小组办公室')
        expect(valuesOf(card)).toMatchObject({ unit: 'utility-power' })
      }
    }))

  test('after a dispute the unit that was named is proposed', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'assigned')
      const form = await talk.says('power', `${no}派错了 不归我们管 应该是住建局`)
      expect(valuesOf(form.card)).toMatchObject({ reason: '派错了 不归我们管', unit: 'dept-housing' })
      await talk.clicks('power', form.card, '退回派单')
      const { card } = await talk.says('office', `${no}交办`)
      expect(optionsOf(card, 'unit')[0]).toBe('市住房和城乡建设局（退回单位建议）')
    }))

  test('催一下 names the enterprise and the matter: the only case that fits is urged, once confirmed', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      await caseIn(db, 'handling')
      const act = await actOf(db, 'contact')
      await fileCase(act, { ...POWER_CUT, category: '用工', urgency: '一般', detail: '缺普工二十人 招不到' })
      const { card } = await talk.does('office', '催一下人社局 雁南机械招工那个')
      expect(cardText(card)).toMatch(/已催办市人力资源和社会保障局[\s\S]*缺普工二十人/)
      await expect(talk.says('office', '0002催一下')).rejects.toThrow('今天已经催办过')
    }))

  test('申请延期到月底: on a working day, with the reason that was said', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const { card } = await talk.does('power', `${no}申请延期到12月3号 变压器还在路上`)
      expect(cardText(card)).toContain('延期申请已提交')
      // 2023-12-03 is a Sunday.
      expect((await loadCase(db, no)).row.request).toEqual({
        kind: 'extension',
        until: '2023-12-01',
        reason: '变压器还在路上',
      })
    }))

  test('with a day and no reason the form asks for the reason alone', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const { card } = await talk.says('power', `${no}申请延期 三个工作日`)
      expect(valuesOf(card)).toEqual({ due: '2023-11-20' })
    }))

  test('描述改一下 是天然气不是自来水 is put into the form: category and wording, confirmed once', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const act = await actOf(db, 'contact')
      const { facts } = await fileCase(act, {
        ...POWER_CUT,
        category: '用水',
        detail: '自来水压力不够 窑炉停了',
      })
      await talk.says('liaison', `${facts.no}怎么样了`)
      const form = await talk.says('liaison', '描述改一下 是天然气不是自来水')
      expect(valuesOf(form.card)).toEqual({
        category: '用气',
        detail: '天然气压力不够 窑炉停了',
        reason: '是天然气不是自来水',
      })
      const done = await talk.clicks('liaison', form.card, '提交更正')
      expect(cardText(done.card)).toMatch(/类别：用气[\s\S]*天然气压力不够/)
    }))

  test('撤了吧 means the latest and is asked first; another can be chosen instead', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      await caseIn(db, 'handling')
      const second = await caseIn(db, 'handling')
      const form = await talk.says('contact', '不用了 自己搞定了 撤了吧')
      expect(cardText(form.card)).toContain(second)
      expect(valuesOf(form.card)).toEqual({ reason: '不用了 自己搞定了' })
      expect(labelsOf(form.card)).toEqual(['撤回', '换成 0001 用电'])
      const other = await talk.clicks('contact', form.card, '换成 0001 用电')
      expect(labelsOf(other.card)).toContain('撤回')
      expect((await loadCase(db, second)).row.state).toBe('handling')
      await talk.clicks('contact', other.card, '撤回')
      expect((await loadCase(db, second)).row.state).toBe('handling')
      expect(await db.$count(caseFile, eq(caseFile.state, 'withdrawn'))).toBe(1)
    }))

  test('没解决 又坏了 reopens the closed one, confirmed first', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'closed')
      const form = await talk.says('contact', '没解决 又坏了')
      expect(valuesOf(form.card)).toEqual({ reason: '没解决 又坏了' })
      await talk.clicks('contact', form.card, '重开')
      expect((await loadCase(db, no)).row).toMatchObject({ state: 'handling', round: 2 })
    }))

  test('补充下 goes to the case that was talked about; nothing of a case not named is written without its form', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const asked = await talk.says('contact', '补充下 合同照片发你')
      expect(valuesOf(asked.card)).toEqual({ note: '合同照片发你' })
      await talk.says('contact', `${no}怎么样了`)
      const done = await talk.does('contact', '补充下 合同照片发你')
      expect(cardText(done.card)).toContain('已补充，承办单位已收到')
    }))

  test('授信批了 is asked about: the unit finishes or notes it, a liaison hands it on', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const heard = await talk.says('liaison', '雁南机械授信批了 800万 中行')
      expect(cardText(heard.card)).toMatch(/金额：800万元[\s\S]*银行：中国银行/)
      expect(labelsOf(heard.card)).toEqual(['转告承办单位', '更多操作'])
      const told = await talk.clicks('liaison', heard.card, '转告承办单位')
      expect(cardText(told.card)).toContain('已补充')
      const own = await talk.says('power', `${no}贷款批了 800万 中行`)
      expect(labelsOf(own.card).slice(0, 2)).toEqual(['按办结提交', '只记进展'])
      await talk.clicks('power', own.card, '按办结提交')
      expect((await loadCase(db, no)).row).toMatchObject({ state: 'reviewing', outcome: '已解决' })
    }))

  test('what a liaison tells as progress is handed to the unit, not written as the unit’s', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const { card } = await talk.does('liaison', `${no}进展 厂里说已经恢复供电`)
      expect(cardText(card)).toContain('已补充')
      expect((await eventsOf(db, no)).at(-1)).toMatchObject({
        type: 'supplement',
        data: { note: '厂里说已经恢复供电' },
      })
    }))

  test('谁负责 and 这个多久了 are answered of the case on the card', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      await talk.says('mayor', `${no}怎么样了`)
      expect(cardText((await talk.says('mayor', '谁负责')).card)).toMatch(
        /负责单位：国网衡阳供电公司\n经办人：供电老周/,
      )
      const later = { now: new Date('2023-11-20T10:00:00+08:00') }
      expect(cardText((await talk.says('mayor', '这个多久了', later)).card)).toContain(
        '11月15日受理，到今天5天（3个工作日）',
      )
    }))
})

describe('不该办的不办', () => {
  test.each([
    ['contact', 'case.assign', { unit: 'dept-land' }, '不在您的职责范围内'],
    ['power', 'case.review_pass', {}, '不在您的职责范围内'],
    ['power', 'case.urge', {}, '您没有这项权限'],
    ['office', 'case.withdraw', { reason: '不用办了' }, '不在您的职责范围内'],
    ['rival', 'case.urge', {}, '没有查到编号'],
    ['rival', 'case.withdraw', { reason: '替他撤了' }, '没有查到编号'],
    ['land', 'case.progress', { note: '我来办' }, '没有查到编号'],
    ['liaison', 'case.rate', { rating: '满意' }, '您没有这项权限'],
    ['office', 'case.reassign', { unit: 'office', reason: '自己办' }, '没有找到可以承办的这个单位'],
    ['office', 'case.reassign', { unit: 'nobody', reason: '没有这个单位' }, '没有找到可以承办的这个单位'],
    ['power', 'case.extend', { due: '明天', reason: '设备在途中' }, '新的期限要晚于'],
    ['power', 'case.finish', { result: '电缆已更换', outcome: '企业撤回' }, '办理结果只有'],
    ['power', 'case.coassign', { unit: 'dept-land', task: '核对', due: '2030-01-01' }, '协办期限应在'],
    [
      'contact',
      'case.correct',
      { category: '天气', reason: '写错了', detail: '改成别的' },
      '没有“天气”这个诉求类别',
    ],
  ] as const)('a forged click of %s on %s with %j', (who, intent, args, sentence) =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const before = await eventsOf(db, no)
      const action = {
        command: 'case',
        intent,
        args: { ...args, case_no: no, round: 1, version: before.length },
      }
      await expect(talk.acts(who, action)).rejects.toThrow(sentence)
      expect(await eventsOf(db, no)).toEqual(before)
    }),
  )

  test('a button without its case is dead and says so', () =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      const action = { command: 'case', intent: 'case.urge', args: {} }
      await expect(talkIn(db).acts('contact', action)).rejects.toThrow('这个按钮已经失效')
    }))

  test('a card of an earlier round gets the case as it is, and decides nothing', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'reviewing')
      const { card } = await talk.says('office', `${no}怎么样了`)
      await talk.clicks('office', card, '审核通过')
      await talk.does('contact', `${no}不满意 昨天又停了`)
      await talk.does('power', `${no}办结 换了整段电缆`)
      const before = await eventsOf(db, no)
      const late = await talk.clicks('office', card, '审核通过')
      expect(cardText(late.card)).toContain('待审核（第2轮）')
      expect(await eventsOf(db, no)).toEqual(before)
    }))

  test('an old card of somebody quicker shows who it is with now', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'assigned')
      const { card } = await talk.says('power', `${no}怎么样了`)
      await signCase(await actOf(db, 'power'), no)
      const late = await talk.clicks('power', card, '退回派单')
      expect(late.toast).toContain('现在是“办理中”，不能退回派单')
      expect(cardText(late.card)).toContain('状态：办理中')
    }))
})

describe('在群里', () => {
  test('a form about a case goes to the person alone where the group may not read it', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const no = await caseIn(db, 'handling')
      const place = { chatId: 'oc_other', group: true }
      const asked = await talk.says('power', `${no}申请延期`, place)
      expect(asked.to).toBe('person')
      expect(cardText(asked.card)).toContain('停电')
      const done = await talk.does('power', `${no}今天上门看过了`, place)
      expect(done.to).toBe('reply')
      expect(cardText(done.card)).not.toContain('停电')
    }))

  test('the group of a unit that helps reads the case it helps with', () =>
    onDatabase(async db => {
      const talk = talkIn(db)
      const { chatGroup } = await import('../../db/schema/index.ts')
      await db
        .insert(chatGroup)
        .values({ platform: 'feishu', chatId: 'oc_land', name: '资规群', unitId: 'dept-land' })
      const no = await helped(db)
      const { card } = await talk.says('land', `${no}怎么样了`, { chatId: 'oc_land', group: true })
      expect(cardText(card)).toContain('停电')
      expect(await latest(db)).toBe(no)
    }))
})
