import { ne, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { type Db, rowsOf } from '../../db/client.ts'
import { loadDemo } from '../../db/demo/load.ts'
import { membershipChange, outbox, rosterMember } from '../../db/schema/index.ts'
import type { Action, Card } from '../../src/chat/card.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { useDatabase } from '../support/database.ts'
import { type Answer, actionsOf, expectToFit, order, press, say } from '../support/talk.ts'

const NOW = new Date('2023-11-15T10:00:00+08:00')
const onDatabase = useDatabase(async db => {
  await loadDemo(db, { now: NOW })
})

/** What has been proposed since: the demo's own members came with lists. */
const changes = (db: Db) => db.select().from(membershipChange).where(ne(membershipChange.origin, 'import'))

/** What comes of a button, in all words: the toast, the card in the place of the old one, new messages. */
async function click(db: Db, who: string, action: Action, ...flags: string[]) {
  const answer = await press(db, who, action, ...flags)
  const { card, toast } = answer as Answer & { card?: Card; toast?: { text: string } }
  const words = [toast?.text, card && cardText(card), answer.words].filter(Boolean).join('\n')
  return {
    ...answer,
    messages: card ? [{ to: who, card, text: words }, ...answer.messages] : answer.messages,
    words,
  }
}

/** The card shown to whoever spoke: notices to others stand beside it. */
function cardOf({ messages }: Answer, title: RegExp) {
  const found = messages.find(({ card }) => card && title.test(card.title))
  if (!found) throw new Error(`no card ${title}: ${messages.map(({ card }) => card?.title).join('、')}`)
  return found.card
}

function actionIn(answer: Answer, title: RegExp, intent: string, args: Record<string, unknown> = {}): Action {
  const action = actionsOf(cardOf(answer, title)).find(
    one => one.intent === intent && Object.entries(args).every(([key, value]) => one.args[key] === value),
  )
  if (!action) throw new Error(`no ${intent} in ${answer.words}`)
  return action
}

const handIn = (action: Action, form: Record<string, unknown>): Action => ({
  ...action,
  args: { ...action.args, ...form },
})

describe('查', () => {
  test.each([
    ['office', '恒飞电缆在不在今年倍增名录里', 'query.list_membership', '在2023年倍增培育企业名录：在'],
    ['office', '瑞达电源是不是头雁企业', 'query.list_membership', '不在'],
    ['enterprise', '我们在不在名录里', 'query.list_membership', '衡阳金杯电工有限公司'],
    ['office', '今年名录有哪些企业', 'query.list_membership', '历年合并共235家'],
    ['mayor', '去年倍增名录一共多少家', 'query.list_membership', '2022年倍增培育企业名录'],
    ['county', '小升规培育库里有哪些企业', 'query.list_membership', '考核单位'],
    ['office', '名录今年比去年进出了哪些', 'query.list_differences', '2023年比2022年新进'],
    ['mayor', '名录过会了没', 'query.workflow', '2024年名录评定'],
    ['office', '哪些企业达到规模还没入统', 'query.gap_list', '应统未统'],
    ['mayor', '倍增名录企业总体情况', 'query.list_progress', '23家（9.8%）'],
    ['office', '珠晖今年新增规上几家', 'query.above_scale', '珠晖区新增规上'],
    ['office', '哪些地方入规落后该点名', 'query.bulletin_candidates', '须领导批准'],
    ['mayor', '产值翻番的那些名录企业名单发我', 'export.list', '23家'],
    ['office', '税收倍增的名单导出来', 'export.list', '36家'],
    ['office', '导出小升规培育库', 'export.list', '名单见文件'],
    ['mayor', '头雁企业前9个月负增长的有哪些', 'export.list', '2023年1—9月工业产值同比'],
  ])('%s 说“%s”', (who, said, intent, words) =>
    onDatabase(async db => {
      const answer = await say(db, who, said)
      expect([answer.command, answer.action]).toEqual(['roster', intent])
      expect(answer.words).toContain(words)
      expectToFit(answer, said)
    }),
  )

  test.each([
    ['eligibility', 'query.eligibility', '我们能不能进倍增名录', 'enterprise'],
    ['eligibility', 'query.eligibility', '瑞达电源有没有退规风险', 'office'],
    ['policy', 'query.policy', '小升规培育对象是什么标准', 'office'],
    ['policy', 'query.howto', '怎么申报名录', 'enterprise'],
    ['screening', 'query.screening', '现在有多少企业够进名录', 'office'],
    ['doubling', 'query.doubling', '金杯电工产值翻番了吗', 'office'],
    ['figures', 'query.metric', '恒飞电缆去年产值多少', 'office'],
  ])('别的问题还是别的命令回答：%s %s “%s”', (command, intent, said, who) =>
    onDatabase(async db => {
      const answer = await say(db, who, said)
      expect([answer.command, answer.action]).toEqual([command, intent])
    }),
  )

  test('导出的名单只有要的列，电话不给', () =>
    onDatabase(async db => {
      const answer = await say(db, 'office', '把名录里在松木的导出来 只要名字和电话')
      expect(answer.slots).toMatchObject({ park: '松木经开区', fields: ['企业名称', '联系电话'] })
      expect(answer.words).toContain('联系电话属个人信息')
      const [file] = await rowsOf<{ name: string }>(db, sql`select name from sent_file`)
      expect(file?.name).toContain('松木经开区')
    }))
})

describe('谁能看什么', () => {
  test.each([
    ['rival', '金杯电工在不在名录里', '只告诉它自己和机关工作人员'],
    ['enterprise', '今年名录有哪些企业', '在2023年倍增培育企业名录：在'],
    ['enterprise', '导出名录', '不在您的职责范围内'],
    ['enterprise', '把我们加入上市后备', '不在您的职责范围内'],
    ['nobody', '今年名录有哪些企业', '还没有绑定身份'],
    ['land', '把瑞达电源移出退规风险库 订单恢复', '不在您的职责范围内'],
    ['mayor', '更新小升规培育库', '不在您的职责范围内'],
  ])('%s 说“%s”', (who, said, words) =>
    onDatabase(async db => {
      const answer = await say(db, who, said)
      expect(answer.words).toContain(words)
      expect(await changes(db)).toEqual([])
    }),
  )

  test('退规风险库只给看得到经营数据的人看；在群里私发', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', '退规风险库有哪些')).words).toContain('衡岳纸业')
      const county = await say(db, 'county', '退规风险库有哪些')
      expect(county.words).toContain('现在0家')
      expect((await say(db, 'land', '衡岳纸业在不在退规风险库')).words).toContain('现在不在任何名录')
      const group = await say(db, 'office', '退规风险库有哪些', '--chat', 'oc_demo_office', '--group')
      expect(group.messages.map(({ to }) => to).length).toBe(2)
      expect(group.messages.find(({ text }) => text.includes('衡岳纸业'))?.to).not.toContain('oc_demo_office')
    }))
})

describe('入库出库', () => {
  test('一句话提出，另一位同志在卡片上批准，批准以后说得出为什么', () =>
    onDatabase(async db => {
      const asked = await order(db, 'office', '古汉中药移出退规风险库，订单恢复了')
      expect(asked.slots).toMatchObject({ list: '退规风险企业库', op: '移出', reason: '订单恢复了' })
      expectToFit(asked, '提出')
      const approve = actionIn(asked, /提案/, 'list.approve')
      const own = await click(db, 'office', approve)
      expect(own.words).toContain('要由另一位有权限的同志批准')
      const done = await click(db, 'office2', approve)
      expect(done.words).toContain('已批准古汉中药')
      const why = await say(db, 'office', '古汉中药为什么移出退规风险库')
      expect(why.words).toContain('2023-11-15移出，订单恢复了')
      expect(why.words).toMatch(/留痕\d{8}/)
      expect(await click(db, 'office2', approve)).toMatchObject({
        words: expect.stringContaining('已经处理过'),
      })
    }))

  test('没有规则可算的库要写依据；填完表单才算提出', () =>
    onDatabase(async db => {
      const asked = await order(db, 'office', '把瑞达电源加入上市后备')
      expect(await changes(db)).toEqual([])
      const form = actionIn(asked, /加入上市后备/, 'list.change')
      const bare = await click(db, 'office', handIn(form, { stage: '股改', reason: '省里已受理' }))
      expect(bare.words).toContain('还没有依据')
      const filled = { stage: '股改', reason: '已完成股改', basis: '衡金办〔2023〕8号' }
      const made = await click(db, 'office', handIn(form, filled))
      expect(made.words).toContain('依据衡金办〔2023〕8号')
      await click(db, 'office2', actionIn(made, /提案/, 'list.approve'))
      const asking = await say(db, 'office', '瑞达电源进了上市后备吗')
      expect(asking.words).toContain('在上市后备企业：在')
      expect(asking.words).toContain('股改')
    }))

  test('按规则更新：一份提案里有进有出，逐家批、不同意要写理由，剩下的全批', () =>
    onDatabase(async db => {
      const made = await order(db, 'county', '更新小升规培育库')
      expect(made.words).toMatch(/新增\d+家，移出\d+家/)
      expect(made.words).toContain('不再符合“小升规重点培育对象”')
      const waiting = await say(db, 'office', '有哪些入库出库提案要批')
      expectToFit(waiting, '提案')
      const [first] = await changes(db)
      if (!first) throw new Error('nothing was proposed')
      expect(first.receiptId).toBeGreaterThan(0)
      const refuse = actionIn(waiting, /提案/, 'list.refuse')
      expect((await click(db, 'office', handIn(refuse, { uscc: first.uscc }))).words).toContain('要写明理由')
      const refused = await click(db, 'office', handIn(refuse, { uscc: first.uscc, note: '数据没核实' }))
      expect(refused.words).toContain('没有同意')
      const all = await click(db, 'office', actionIn(refused, /提案/, 'list.approve'))
      expect(all.words).toContain('已全部处理')
      const states = (await changes(db)).map(({ state }) => state)
      expect(states.filter(state => state === 'refused')).toHaveLength(1)
      expect(states).not.toContain('proposed')
      const kinds = (await db.select({ kind: outbox.kind, to: outbox.address }).from(outbox)).filter(
        ({ kind }) => kind.startsWith('roster.'),
      )
      expect(kinds).toContainEqual({ kind: 'roster.proposed', to: 'unit:office' })
      expect(kinds.filter(({ to }) => to === 'person:demo-county')).toHaveLength(2)
    }))

  test('县里不能动别县的企业，也不能批准市级的库', () =>
    onDatabase(async db => {
      const other = await say(db, 'county', '福邦新材料纳入小升规培育库 去年营收一千三百万')
      expect(other.words).toContain('不在您的职责范围内')
      const made = await order(db, 'county', '更新小升规培育库')
      expect(actionsOf(cardOf(made, /提案第/)).map(({ intent }) => intent)).not.toContain('list.approve')
      const [first] = await changes(db)
      const press1 = { command: 'roster', intent: 'list.approve', args: { proposal: first?.proposal } }
      expect((await click(db, 'county', press1)).words).toContain('没有这项权限')
    }))

  test('市级倍增名录不能单独加入，要走评定', () =>
    onDatabase(async db => {
      expect((await say(db, 'office', '把凌能5G加入倍增名录 表现很好')).words).toContain('每年年初评定')
    }))
})

describe('年度评定', () => {
  const at = (day: string) => ['--at', `${day}T10:00+08:00`]
  const cycle = (intent: string, args: Record<string, unknown> = {}): Action => ({
    command: 'roster',
    intent,
    args: { year: 2024, ...args },
  })

  /** Figures of 2023 for three firms: two that meet the conditions, one that does not. */
  async function closeYear(db: Db): Promise<void> {
    await db.execute(sql`insert into figure (uscc, indicator, period, amount, source, reported_by, recorded_at)
      select e.uscc, v.indicator, v.period, v.amount, v.source, 'test', '2024-01-03'
      from enterprise e join (values
        ('瑞达电源', 'investment', '2023', 12000, '部门'), ('恒飞电缆', 'investment', '2023', 10000, '部门'),
        ('衡岳化工', 'investment', '2023', 11000, '部门')) v(name, indicator, period, amount, source)
        on v.name = e.short_name`)
  }

  test('从启动到公布：一步一步都由该办的人在卡片上办，差一个会也不能公布', () =>
    onDatabase(async db => {
      await closeYear(db)
      const opened = await order(db, 'office', '启动2024年名录评定', ...at('2024-01-05'))
      expect(opened.words).toContain('测算出3家候选企业')
      expectToFit(opened, '启动')
      const recommended = await order(db, 'county', '推荐湖南机油泵进今年名录', ...at('2024-01-06'))
      expect(recommended.words).toContain('已推荐')
      await click(
        db,
        'office',
        cycle('cycle.record', { step: 'applied', date: '2024-01-08', form: true }),
        ...at('2024-01-08'),
      )
      for (const who of ['stats', 'tax', 'env'])
        await click(db, who, cycle('cycle.check', { unit: `dept-${who}`, passed: true }), ...at('2024-01-10'))
      const todo = await say(db, 'safety', '要核查的候选企业', ...at('2024-01-10'))
      expectToFit(todo, '核查')
      expect(todo.words).toContain('较大安全生产事故')
      const failed = await order(db, 'safety', '衡岳化工安全核查不通过 3月发生较大事故', ...at('2024-01-10'))
      expect(failed.words).toContain('“衡岳化工”核查不通过')
      const early = await click(
        db,
        'office',
        cycle('cycle.record', { step: 'office', date: '2024-01-10', form: true }),
        ...at('2024-01-10'),
      )
      expect(early.words).toContain('先要完成：应急、生态环境核查')
      await click(
        db,
        'safety',
        cycle('cycle.check', { unit: 'dept-safety', passed: true }),
        ...at('2024-01-11'),
      )
      for (const step of ['office', 'group'])
        await click(
          db,
          'office',
          cycle('cycle.record', { step, date: '2024-01-15', form: true }),
          ...at('2024-01-15'),
        )
      const meeting = await order(
        db,
        'office',
        '市政府常务会议1月18日审议通过了今年的名录 第3次会议',
        ...at('2024-01-20'),
      )
      expect(meeting.slots).toMatchObject({
        meeting: 'government',
        date: '2024-01-18',
        reference: '第3次会议',
      })
      expect(meeting.words).toContain('已登记：市政府常务会议审议')
      const blocked = await say(db, 'office', '公布2024年名录', ...at('2024-01-20'))
      expect(blocked.words).toContain('还差：市委常委会议审议')
      expect((await say(db, 'mayor', '名录评定到哪一步了', ...at('2024-01-20'))).words).toContain(
        '下一步：市委常委会议审议',
      )
      const second = await order(db, 'office', '名录市委常委会昨天过了 第5号纪要', ...at('2024-01-25'))
      expect(second.words).toContain('已登记：市委常委会议审议，2024-01-24')
      const pack = await say(db, 'office', '导出名录评定材料', ...at('2024-01-26'))
      expect(pack.words).toContain('候选企业4家')
      const done = await order(db, 'office', '公布2024年名录', ...at('2024-02-01'))
      expect(done.words).toContain('入选2家')
      const listed = await say(db, 'office', '瑞达电源在不在今年名录', ...at('2024-02-02'))
      expect(listed.words).toContain('在2024年倍增培育企业名录：在')
      expect((await say(db, 'office', '今年名录有哪些企业', ...at('2024-02-02'))).words).toContain(
        '2024年2家，2023年206家',
      )
      expect(
        (await db.select().from(rosterMember)).filter(
          ({ year, roster }) => year === 2024 && roster === '倍增名录',
        ),
      ).toHaveLength(2)
    }))

  test.each([
    ['county', '启动2024年名录评定'],
    ['enterprise', '公布2024年名录'],
    ['tax', '启动2024年名录评定'],
  ])('%s 不能说“%s”', (who, said) =>
    onDatabase(async db => {
      const answer = await say(db, who, said, ...at('2024-01-05'))
      expect(answer.words).not.toContain('已启动')
      expect(answer.words).not.toContain('已公布')
      const pressed = await click(db, who, cycle('cycle.open'), ...at('2024-01-05'))
      expect(pressed.words).toContain('不在您的职责范围内')
    }),
  )

  test('没有启动时登记会议，说明要先启动', () =>
    onDatabase(async db => {
      const answer = await say(db, 'office', '名录市委常委会昨天过了 第5号纪要')
      expect(answer.words).toContain('还没有启动')
    }))
})
