import { describe, expect, test } from 'vitest'
import { caseCommand } from '../../commands/case.ts'
import { report } from '../../commands/report.ts'
import type { Db } from '../../db/client.ts'
import { caseFile } from '../../db/schema/index.ts'
import type { Action, Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import type { Command, Context, Intent, Reply } from '../../src/chat/command.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { mayUse } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'
import { useDatabase } from '../support/database.ts'
import { actOf, buildWorld, caseIn, contextOf, FIRM, POWER_CUT, people, RIVAL_FIRM } from './world.ts'

const onDatabase = useDatabase(buildWorld)
const COMMANDS: Command[] = [report, caseCommand]
const STRANGER: Speaker = { kind: 'stranger', platform: 'feishu', openId: 'ou_nobody' }

function intentOf(name: string): Intent {
  const found = COMMANDS.flatMap(({ intents }) => Object.entries(intents)).find(([key]) => key === name)?.[1]
  if (!found) throw new Error(`no intent ${name}`)
  return found
}

/** Runs an intent as dispatch does: access, slots, run. */
async function run(context: Context, name: string, slots: Record<string, unknown>): Promise<Reply> {
  const intent = intentOf(name)
  if (!mayUse(context.speaker, intent.access)) throw new Refusal('不在您的职责范围内。')
  return intent.run(context, intent.slots.parse(slots) as never)
}

const type = (
  db: Db,
  who: keyof typeof people,
  name: string,
  text: string,
  slots: Record<string, unknown> = {},
) => {
  const context = contextOf(db, people[who], text)
  const { case_no = '', note } = slots as { case_no?: string; note?: string }
  const said = {
    ...context,
    text,
    rest: note ?? text.replace(case_no, ''),
    slots: { text, ...slots },
    mentions: [],
  }
  return run(context, name, { text, ...slots, ...intentOf(name).read?.(said) })
}

/** Clicks a button of a card, with what was written into its form. */
function click(
  db: Db,
  who: keyof typeof people,
  card: Card,
  label: string,
  form: Record<string, unknown> = {},
) {
  const action = actionOf(card, label)
  return run(contextOf(db, people[who]), action.intent, { ...action.args, ...form })
}

function actionOf(card: Card, label: string): Action {
  const buttons = card.blocks.flatMap(block =>
    block.kind === 'buttons' ? block.buttons : block.kind === 'form' ? [block.submit] : [],
  )
  const action = buttons.find(button => button.label === label)?.action
  if (!action) throw new Error(`no button ${label} among ${buttons.map(button => button.label).join('、')}`)
  return action
}

function labelsOf(card: Card): string[] {
  return card.blocks.flatMap(block =>
    block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : [],
  )
}

function formValues(card: Card): Record<string, unknown> {
  const form = card.blocks.find(block => block.kind === 'form')
  return Object.fromEntries((form?.fields ?? []).map(({ name, value }) => [name, value]))
}

describe('上报', () => {
  test('what an enterprise says becomes a filled-in form, and the form a receipt', () =>
    onDatabase(async db => {
      const form = await type(db, 'contact', 'intake.case', '园区又停电了 这个月第三次 耽误交货', {
        uscc: FIRM,
      })
      expect(form.isPrivate).toBe(true)
      expect(formValues(form.card)).toEqual({
        category: '用电',
        urgency: '急',
        detail: '园区又停电了 这个月第三次 耽误交货',
        contact: undefined,
      })
      const receipt = await click(db, 'contact', form.card, '提交诉求', formValues(form.card))
      expect(receipt).toMatchObject({
        replaces: true,
        toast: { tone: 'good', text: '已受理，编号 HY20231115-0001' },
        focus: { caseNo: 'HY20231115-0001' },
      })
      expect(cardText(receipt.card)).toContain('由国网衡阳供电公司负责，11月24日前（7个工作日）办结')
      const again = await click(db, 'contact', form.card, '提交诉求', formValues(form.card))
      expect(again.toast?.text).toBe('这张表已经提交过，编号 HY20231115-0001，没有重复受理')
      expect(await db.$count(caseFile)).toBe(1)
    }))

  test('a liaison reports for the firm they look after', () =>
    onDatabase(async db => {
      const form = await type(db, 'liaison', 'intake.case', '雁南机械想要10个电工', {
        uscc: FIRM,
        enterprise: '雁南机械',
      })
      expect(cardText(form.card)).toContain('企业：衡阳雁南机械有限公司')
      expect(formValues(form.card)).toMatchObject({ category: '用工' })
    }))

  test('a firm that names another complains of it and does not report for it', () =>
    onDatabase(async db => {
      const form = await type(db, 'contact', 'intake.case', '衡岳纸业拖欠货款', { uscc: RIVAL_FIRM })
      expect(cardText(form.card)).toContain('企业：衡阳雁南机械有限公司')
    }))

  test('said alone, it opens an empty form', () =>
    onDatabase(async db => {
      for (const text of ['上报诉求', '我要反映一个问题', '/上报诉求', '/report']) {
        expect(formValues((await type(db, 'contact', 'intake.case', text)).card).detail).toBeUndefined()
      }
    }))

  test.each([
    ['contact', '停电', {}, '情况描述太短了（2 个字）'],
    ['contact', '停电了'.repeat(400), {}, '情况描述有 1200 个字，太长了'],
    ['office', '园区又停电了', {}, '请写上是哪家企业的问题'],
    ['liaison', '衡岳纸业又停电了', { uscc: RIVAL_FIRM }, '衡岳纸业不在您联系服务的范围内'],
    ['land', '雁南机械又停电了', { uscc: FIRM }, '不在您联系服务的范围内'],
  ] as const)('%s saying %s is told what to do', (who, text, slots, sentence) =>
    onDatabase(async db => {
      await expect(type(db, who, 'intake.case', text, slots)).rejects.toThrow(sentence)
    }),
  )

  test('a stranger is told how to be bound, and in danger whom to call', () =>
    onDatabase(async db => {
      const context = contextOf(db, STRANGER, '园区又停电了')
      await expect(run(context, 'intake.case', { text: '园区又停电了' })).rejects.toThrow('请先发“绑定企业')
      const danger = await run(context, 'intake.case', { text: '急急急 化工管道漏了！！' })
      expect(cardText(danger.card)).toMatch(/119[\s\S]*120[\s\S]*12350/)
    }))

  test('after the emergency card one can still report', () =>
    onDatabase(async db => {
      const danger = await type(db, 'contact', 'intake.emergency', '化工管道漏了')
      const form = await click(db, 'contact', danger.card, '已报警，现在登记')
      expect(formValues(form.card)).toMatchObject({ detail: '化工管道漏了' })
    }))

  test('a forged form for another firm files nothing', () =>
    onDatabase(async db => {
      const form = await type(db, 'contact', 'intake.case', '园区又停电了')
      const forged = click(db, 'contact', form.card, '提交诉求', {
        ...formValues(form.card),
        uscc: RIVAL_FIRM,
      })
      await expect(forged).rejects.toThrow('您没有这项权限')
    }))
})

describe('办理', () => {
  test('the whole way by buttons: 签收, 进展, 办结, 审核, 评价', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'assigned')
      const status = await type(db, 'power', 'query.case_status', '0001', { case_no: '0001' })
      expect(labelsOf(status.card)).toEqual(['签收', '退回派单', '填写进展', '更多操作'])
      const signed = await click(db, 'power', status.card, '签收')
      expect(signed).toMatchObject({ replaces: true, toast: { tone: 'good', text: '已签收，已告知企业。' } })
      const progressForm = await click(db, 'power', signed.card, '填写进展')
      const progressed = await click(db, 'power', progressForm.card, '提交进展', { note: '下周三装变压器' })
      const finishForm = await click(db, 'power', progressed.card, '办结')
      const finished = await click(db, 'power', finishForm.card, '提交办结', {
        result: '变压器已更换，供电稳定',
      })
      expect(labelsOf(finished.card)).toEqual(['更多操作'])
      const review = await type(db, 'office', 'query.case_status', no, { case_no: no })
      const returnForm = await click(db, 'office', review.card, '退回补办')
      await click(db, 'office', returnForm.card, '退回补办', { reason: '请附企业确认' })
      await type(db, 'power', 'case.resolve', '0001办结 企业已书面确认', {
        case_no: '0001',
        note: '办结 企业已书面确认',
      })
      const again = await type(db, 'office', 'query.case_status', no, { case_no: no })
      expect(cardText(again.card)).toContain('办理结果：企业已书面确认')
      await click(db, 'office', again.card, '审核通过')
      const asked = await type(db, 'contact', 'query.case_status', '有结果没')
      expect(labelsOf(asked.card)).toEqual(['满意', '基本满意', '不满意', '更多操作'])
      const reasonForm = await click(db, 'contact', asked.card, '不满意')
      const rejected = await click(db, 'contact', reasonForm.card, '提交评价', { reason: '昨天又停了' })
      expect(cardText(rejected.card)).toContain('办理中（第2轮）')
      const late = await click(db, 'contact', asked.card, '满意')
      expect(late.toast).toMatchObject({ tone: 'info' })
      expect(cardText(late.card)).toContain('办理中（第2轮）')
    }))

  test('progress by text with the number is carried out at once', () =>
    onDatabase(async db => {
      await caseIn(db, 'assigned')
      const reply = await type(db, 'power', 'case.progress', '0001去现场看了 供电公司说下周三装变压器', {
        case_no: '0001',
        note: '去现场看了 供电公司说下周三装变压器',
      })
      expect(cardText(reply.card)).toContain('进展已记录')
      const status = await type(db, 'contact', 'query.case_status', '0001有结果没', {
        case_no: '0001',
        uscc: FIRM,
      })
      expect(cardText(status.card)).toContain('最新进展：去现场看了 供电公司说下周三装变压器（11月15日）')
    }))

  test('without a number it is filled in for the only case, but not carried out', () =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      const reply = await type(db, 'power', 'case.progress', '变压器到货了')
      expect(formValues(reply.card)).toEqual({ note: '变压器到货了' })
    }))

  test('without a number and with several it asks which, carrying what was said', () =>
    onDatabase(async db => {
      await caseIn(db, 'handling')
      await caseIn(db, 'handling')
      const reply = await type(db, 'power', 'case.progress', '变压器到货了')
      expect(labelsOf(reply.card)).toEqual(['0002 用电（2023年）', '0001 用电（2023年）'])
      const done = await click(db, 'power', reply.card, '0001 用电（2023年）')
      expect(cardText(done.card)).toContain('编号：HY20231115-0001')
      expect(cardText(done.card)).toContain('进展已记录')
      expect(reply.focus?.options).toHaveLength(2)
    }))

  test('满意 by text rates the only result there is', () =>
    onDatabase(async db => {
      await caseIn(db, 'rating')
      const reply = await type(db, 'contact', 'case.rate', '满意 谢谢', { rating: '满意', uscc: FIRM })
      expect(cardText(reply.card)).toContain('谢谢评价，这件诉求已销号')
    }))

  test('不满意 with a number and a reason starts again at once', () =>
    onDatabase(async db => {
      await caseIn(db, 'rating')
      const reply = await type(db, 'contact', 'case.rate', '0001不满意 电还是停', {
        case_no: '0001',
        note: '不满意 电还是停',
        rating: '不满意',
      })
      expect(cardText(reply.card)).toContain('重新办理')
    }))

  test.each([
    ['rival', 'query.case_status', { case_no: '0001' }, '没有查到编号 0001'],
    ['land', 'case.progress', { case_no: '0001', note: '我们看看' }, '没有查到编号 0001'],
    ['contact', 'case.progress', { case_no: '0001', note: '我自己填' }, '不在您的职责范围内'],
    ['power', 'case.resolve', { case_no: '0001', note: '办结 已恢复供电' }, '现在是“待签收”，不能办结'],
    ['contact', 'case.rate', { case_no: '0001', rating: '满意' }, '现在是“待签收”，不能评价满意'],
    ['land', 'case.progress', { note: '看过了' }, '没有找到您能办理的诉求'],
    ['rival', 'query.case_status', {}, '还没有上报过诉求'],
  ] as const)('%s doing %s with %o is refused in a sentence', (who, intent, slots, sentence) =>
    onDatabase(async db => {
      await caseIn(db, 'assigned')
      await expect(type(db, who, intent, '……', slots)).rejects.toThrow(sentence)
    }),
  )

  test('only the office may review, whatever the card says', () =>
    onDatabase(async db => {
      const no = await caseIn(db, 'reviewing')
      await expect(type(db, 'power', 'case.review_pass', '', { case_no: no })).rejects.toThrow(Refusal)
    }))
})

describe('在群里', () => {
  const inGroup = (db: Db, who: keyof typeof people, chatId: string, text: string, intent: string) =>
    run(contextOf(db, people[who], text, { platform: 'feishu', chatId, kind: 'group' }), intent, {
      text,
      case_no: '0001',
    })

  test('other groups see number, category, unit and days left, and nothing of the content', () =>
    onDatabase(async db => {
      await fileCase(await actOf(db, 'contact'), { ...POWER_CUT, contact: '张工 13800000000' })
      for (const chatId of ['oc_other', 'oc_unknown']) {
        const words = cardText((await inGroup(db, 'power', chatId, '0001什么情况', 'query.case_status')).card)
        expect(words).toMatch(/HY20231115-0001[\s\S]*用电[\s\S]*国网衡阳供电公司[\s\S]*还剩7个工作日/)
        expect(words).not.toMatch(/停电|雁南|张工|138|急/)
      }
    }))

  test('the unit’s own group sees the case', () =>
    onDatabase(async db => {
      await caseIn(db, 'assigned')
      const words = cardText(
        (await inGroup(db, 'power', 'oc_power', '0001什么情况', 'query.case_status')).card,
      )
      expect(words).toContain('园区又停电了')
    }))

  test('a report begun in a group goes on in private', () =>
    onDatabase(async db => {
      const context = contextOf(db, people.contact, '园区又停电了', {
        platform: 'feishu',
        chatId: 'oc_other',
        kind: 'group',
      })
      expect((await run(context, 'intake.case', { text: context.text })).isPrivate).toBe(true)
    }))
})
