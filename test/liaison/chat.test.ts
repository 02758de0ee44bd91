import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { caseFile, liaison, outbox } from '../../db/schema/index.ts'
import type { Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { remember } from '../../src/chat/conversation.ts'
import { cardOfNotice } from '../../src/chat/notices/index.ts'
import { instantOf } from '../../src/lib/time.ts'
import { render } from '../../src/platforms/feishu/render.ts'
import { checkCard } from '../../src/sandbox/card-check.ts'
import { actionOf, labelsOf, talkIn, valuesOf } from '../ledger/talk.ts'
import { useDatabase } from '../support/database.ts'
import { addTown, codeOf } from './a-town.ts'

const onDatabase = useDatabase(addTown)

interface Place {
  group?: boolean
  chatId?: string
  now?: Date
}

/** People of the town talking to the bot; every card has to fit. */
function chat(db: Db) {
  const { says, does, acts } = talkIn(db)
  const fits = (card: Card) => {
    const rendered = render(card, 'http://127.0.0.1')
    expect(checkCard(rendered), card.title).toBeNull()
    expect(JSON.stringify(rendered)).not.toContain('卡片放不下')
    return card
  }
  return {
    async say(who: string, text: string, place: Place = {}) {
      const answer = await says(`ou_${who}`, text, place)
      return { ...answer, card: fits(answer.card), words: cardText(answer.card) }
    },
    /** Says it and confirms what was understood. */
    async does(who: string, text: string, place: Place = {}) {
      const answer = await does(`ou_${who}`, text, place)
      return { ...answer, card: fits(answer.card), words: cardText(answer.card) }
    },
    async press(
      who: string,
      card: Card,
      label: string,
      form: Record<string, string | string[]> = {},
      place: Place = {},
    ) {
      const answer = await acts(`ou_${who}`, actionOf(card, label), { ...valuesOf(card), ...form }, place)
      return { ...answer, card: fits(answer.card), words: cardText(answer.card) }
    },
  }
}

const inCharge = (db: Db, shortName: string, rows: readonly ['联点领导' | '科级干部' | '联络员', string][]) =>
  db.insert(liaison).values(
    rows.map(([duty, name]) => ({
      uscc: codeOf(shortName),
      duty,
      name,
      phone: '0734-0000000',
      fromOn: '2023-01-01',
      basis: '安排',
      setBy: 'test',
      setAt: instantOf('2023-01-01'),
    })),
  )

describe('谁联系哪家', () => {
  test('an official asks by name, the firm asks of itself; the phone is told in private alone', () =>
    onDatabase(async db => {
      await inCharge(db, '大合新材料', [
        ['联点领导', '周岳'],
        ['科级干部', '何平'],
        ['联络员', '赵联'],
      ])
      const { say } = chat(db)
      const official = await say('office', '谁联系大合新材料')
      expect(official.words).toContain('联点领导：周岳')
      expect(official.words).toContain('齐全')
      expect(official.words).toContain('0734')
      const firm = await say('contact', '我们的联点领导是谁')
      expect(firm.words).toContain('周岳')
      const inGroup = await say('county', '大合新材料的联络员是谁', { group: true, chatId: 'oc_county' })
      expect(inGroup.words).toContain('赵联')
      expect(inGroup.words).not.toContain('0734')
    }))

  test('what is missing is said; another firm hears nothing', () =>
    onDatabase(async db => {
      await inCharge(db, '大合新材料', [['联络员', '赵联']])
      const { say } = chat(db)
      expect((await say('office', '大合新材料的联点领导是谁')).words).toContain(
        '还没配齐：联点领导、科级干部',
      )
      // A firm speaks of itself alone.
      expect((await say('rival', '我们的联络员是谁')).words).toContain('建滔化工')
    }))

  test('coverage by place, with who is lacking in private alone', () =>
    onDatabase(async db => {
      await inCharge(db, '大合新材料', [
        ['联点领导', '周岳'],
        ['科级干部', '何平'],
        ['联络员', '赵联'],
      ])
      const { say } = chat(db)
      const county = await say('county', '衡东联点覆盖率多少')
      expect(county.words).toContain('衡东县在库企业4家，联点人员配齐1家，覆盖率25.0%')
      expect(county.words).toContain('恒飞电缆：缺联点领导、科级干部、联络员')
      const group = await say('county', '衡东联点覆盖率多少', { group: true, chatId: 'oc_county' })
      expect(group.words).toContain('25.0%')
      expect(group.words).not.toContain('恒飞电缆')
      await expect(say('contact', '衡东联点覆盖率多少')).rejects.toThrow('不在您的职责范围')
    }))
})

describe('变更联点人员', () => {
  test('a liaison tells of it, the county confirms it, and who was asked sees the new one', () =>
    onDatabase(async db => {
      await inCharge(db, '大合新材料', [['联点领导', '李建']])
      const { say, press } = chat(db)
      const form = await say('liaison', '联系领导换了 李主任调走了 现在是周岳')
      expect(form.words).toContain('大合新材料')
      expect(labelsOf(form.card)).toEqual(['报办公室变更'])
      const sent = await press('liaison', form.card, '报办公室变更')
      expect(sent.words).toContain('核对后生效')
      const [asked] = await db.select().from(outbox)
      expect(asked).toMatchObject({ address: 'unit:430424', kind: 'liaison.asked' })
      const [button] = cardOfNotice('liaison.asked', asked?.payload).blocks.flatMap(block =>
        block.kind === 'buttons' ? block.buttons : [],
      )
      const confirm = await talkIn(db).acts(
        'ou_county',
        button?.action ?? { command: '', intent: '', args: {} },
      )
      expect(labelsOf(confirm.card)).toEqual(['确认变更'])
      const done = await press('county', confirm.card, '确认变更')
      expect(done.words).toContain('联点人员已变更')
      expect((await say('office', '谁联系大合新材料')).words).toContain('联点领导：周岳')
    }))

  test('the office changes it at once; the county not outside of itself', () =>
    onDatabase(async db => {
      const { say, press } = chat(db)
      const form = await say('office', '建滔化工的联络员换成陈平')
      const done = await press('office', form.card, '确认变更', { reason: '分工调整' })
      expect(done.words).toContain('陈平')
      expect((await say('colleague', '我联系哪些企业')).words).toContain('建滔化工')
      await expect(say('county', '建滔化工的联络员换成刘东')).rejects.toThrow('不在您负责的范围内')
    }))
})

describe('请假代管', () => {
  test('said, shown, confirmed; the stand-in sees the firms marked, and no more when it is over', () =>
    onDatabase(async db => {
      const { say, does, press } = chat(db)
      const form = await say('liaison', '我请假到下周二 任务先转小陈')
      expect(form.words).toContain('到哪天（含当天）：2023-11-21')
      const done = await press('liaison', form.card, '确认转交')
      expect(done.words).toContain('由陈平代管')
      const mine = await say('colleague', '我代管的企业有哪些')
      expect(mine.words).toContain('大合新材料（代赵联，到11月21日）')
      await expect(
        say('colleague', '我名下的企业列一下', { now: instantOf('2023-11-22', '08:00') }),
      ).rejects.toThrow('没有登记的联点企业')
      const back = await does('liaison', '我回来了 不用代管了')
      expect(back.words).toContain('陈平')
      await expect(say('colleague', '我代管的企业有哪些')).rejects.toThrow('没有登记的联点企业')
    }))

  test('somebody nobody knows cannot stand in', () =>
    onDatabase(async db => {
      await expect(chat(db).say('liaison', '我请假三天 企业转给老钱代管')).rejects.toThrow('没有找到“老钱”')
    }))
})

describe('记走访', () => {
  test('a sentence is a visit; it shows in who went and in what is left this month', () =>
    onDatabase(async db => {
      const { say, does } = chat(db)
      const done = await does('liaison', '今天走访了大合新材料 情况正常')
      expect(done.words).toContain('走访已记')
      expect(labelsOf(done.card)).toEqual(['更正', '撤回'])
      expect((await say('liaison', '我联系的企业情况怎么样')).words).toContain('本月还有2家没走访')
      const counts = await say('office', '这个月走访了多少家企业')
      expect(counts.words).toContain('走访1次，涉及企业1家，1人参加')
    }))

  test('what the firm told is filed from the same card, and the visit knows its cases', () =>
    onDatabase(async db => {
      const { say, does, press } = chat(db)
      const done = await does('liaison', '刚从大合新材料出来 两个事：缺焊工8个 厂区门口路灯坏了')
      expect(done.words).toContain('走访已记')
      expect(labelsOf(done.card)).toEqual(['提交2件诉求', '撤回'])
      await press('liaison', done.card, '提交2件诉求')
      const cases = await db.select().from(caseFile)
      expect(cases.map(({ category }) => category).sort()).toEqual(['基础设施', '用工'])
      const shown = await say('office', '大合新材料最近有没有人走访过')
      for (const { no } of cases) expect(shown.words).toContain(no)
    }))

  test('trouble heard is a risk signal too, told to the county', () =>
    onDatabase(async db => {
      const done = await chat(db).does('liaison', '恒飞电缆上门看了 停产两个月了')
      expect(done.words).toContain('已同时报风险信号：停产')
      expect((await db.select().from(outbox)).map(({ kind }) => kind)).toContain('risk.signalled')
    }))

  test('without a name the firms are offered, and several are recorded at once', () =>
    onDatabase(async db => {
      const { say, press } = chat(db)
      const form = await say('liaison', '今天走了2家 都没啥问题')
      const done = await press('liaison', form.card, '记下走访', {
        usccs: [codeOf('大合新材料'), codeOf('恒飞电缆')],
      })
      expect(done.words).toContain('走访已记：2家')
      expect((await say('liaison', '我这个月走访了几家')).words).toContain('涉及企业2家')
    }))

  test('a firm that is not theirs is not recorded; a firm records no visit', () =>
    onDatabase(async db => {
      const { say } = chat(db)
      await expect(say('liaison', '今天走访了福邦新材料 情况正常')).rejects.toThrow(
        '不在您联系或负责的范围内',
      )
      await expect(say('contact', '今天走访了恒飞电缆 情况正常')).rejects.toThrow('不在您的职责范围')
    }))

  test('in a group the receipt goes to the speaker alone', () =>
    onDatabase(async db => {
      const done = await chat(db).does('liaison', '今天走访了大合新材料 情况正常', {
        group: true,
        chatId: 'oc_county',
      })
      expect(done.to).toBe('person')
    }))

  test('withdrawn by its button at once; by words only after it was shown', () =>
    onDatabase(async db => {
      const { say, does, press } = chat(db)
      const done = await does('liaison', '今天走访了大合新材料 情况正常')
      const asked = await say('liaison', '撤回刚才那条走访')
      expect(labelsOf(asked.card)).toEqual(['确认撤回'])
      const gone = await press('liaison', done.card, '撤回')
      expect(gone.words).toContain('不再计数')
      expect((await say('office', '这个月走访了多少家企业')).words).toContain('走访0次')
    }))

  test('the wrong day is corrected on a form', () =>
    onDatabase(async db => {
      const { does, press } = chat(db)
      const done = await does('liaison', '今天走访了大合新材料 情况正常')
      const form = await press('liaison', done.card, '更正')
      const fixed = await press('liaison', form.card, '确认更正', { date: '2023-11-14' })
      expect(fixed.words).toContain('2023-11-14')
    }))
})

describe('扩产、活动、专项行动', () => {
  test('a plan with a need becomes a plan and, if wanted, a case', () =>
    onDatabase(async db => {
      const { say, press } = chat(db)
      const form = await say('contact', '我们明年打算扩产 投3000万 新上两条线 需要20亩地')
      expect(valuesOf(form.card)).toMatchObject({ year: '2024', investment: '3000' })
      const done = await press('contact', form.card, '提交计划')
      expect(done.words).toContain('3000万元')
      await press('contact', done.card, '提交诉求')
      expect(await db.select().from(caseFile)).toMatchObject([{ category: '用地' }])
      expect((await say('office', '明年有多少家企业要扩产')).words).toContain('1份')
    }))

  test('few firms: whoever may not see them hears no sum', () =>
    onDatabase(async db => {
      const { say, press } = chat(db)
      const form = await say('contact', '我们明年打算扩产 投3000万 新上两条线')
      await press('contact', form.card, '提交计划')
      const other = await say('chain', '明年有多少家企业要扩产')
      expect(other.words).toContain('不予展示')
      expect(other.words).not.toContain('3000万')
    }))

  test('results of an event with the rate of posts filled; more hired than posts is refused', () =>
    onDatabase(async db => {
      const { say, press } = chat(db)
      const form = await say('liaison', '昨天直播带岗 50个岗位招到46人')
      await press('liaison', form.card, '记下结果')
      expect((await say('office', '今年直播带岗达成率多少')).words).toContain('达成率92.0%')
      const wrong = await say('liaison', '今天直播带岗 20个岗位招到46人')
      await expect(press('liaison', wrong.card, '记下结果')).rejects.toThrow('多于岗位')
    }))

  test('without a campaign it says how one is entered', () =>
    onDatabase(async db => {
      await expect(chat(db).say('office', '百日行动战果怎么样')).rejects.toThrow('还没有登记过“百日行动”')
    }))
})

describe('follow-ups', () => {
  test('该家 of the last card is the one a visit is recorded for', () =>
    onDatabase(async db => {
      await remember(db, {
        place: { platform: 'feishu', chatId: 'p2p_ou_liaison', openId: 'ou_liaison' },
        focus: { uscc: codeOf('南岳电控') },
      })
      const done = await chat(db).say('liaison', '这家今天走访了 情况正常')
      expect(done.words).toContain('南岳电控')
    }))
})
