import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { incident, proposal } from '../../db/schema/index.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { render } from '../../src/platforms/feishu/render.ts'
import { factsFor } from '../../src/registry/facts.ts'
import { proposals } from '../../src/registry/proposals/proposals.ts'
import { checkCard } from '../../src/sandbox/card-check.ts'
import { type Answered, labelsOf, talkIn } from '../ledger/talk.ts'
import { FIRM, NOW, queued } from '../ledger/world.ts'
import { useDatabase } from '../support/database.ts'
import { ruleInForce } from '../support/policies.ts'
import { buildProjects, WHO } from './world.ts'

const onDatabase = useDatabase(buildProjects)
const talk = (db: Db) => talkIn(db)
const wordsOf = ({ card }: Answered) => cardText(card)
function fits({ card }: Answered): void {
  expect(checkCard(render(card, 'http://127.0.0.1'))).toBeNull()
}

const DISTRICT = {
  kind: '城区奖补',
  title: '珠晖区支持雁南机械扩产奖补',
  detail: '区财政2022年为企业扩产投入500万元',
  amount: '500万',
  unit: 'dept-fiscal',
  region: '430405',
}
const PERSONAL = {
  kind: '高管股权投资个税奖励',
  title: '某高管增资个税奖励',
  detail: '对企业增加股权投资，申请地方留成部分奖励',
  unit: 'dept-fiscal',
}

const propose = async (db: Db, who: 'office', form: Record<string, string>) =>
  talk(db).clicks(who, (await talk(db).says(who, '提一个一事一议事项')).card, '提出', form)

describe('一事一议', () => {
  test('从提出到决定：谁在什么时候做了什么都在，金额只记不算', () =>
    onDatabase(async db => {
      const { clicks, says } = talk(db)
      const shown = await propose(db, 'office', DISTRICT)
      fits(shown)
      expect(shown.card.title).toBe('YS2023-001 珠晖区支持雁南机械扩产奖补')
      expect(wordsOf(shown)).toContain('公平竞争审查')
      expect(labelsOf(shown.card)).toEqual(['审核', '撤回', '加经办人'])
      const reviewed = await clicks('office', shown.card, '审核')
      const tabled = await clicks('office', reviewed.card, '上会')
      const form = await clicks('office', tabled.card, '登记决定')
      fits(form)
      const decision = {
        verdict: '同意',
        decision: '同意按一定周期分两年奖补',
        amount: '300万',
        body: '市政府常务会议',
        day: '2023-11-10',
        reference: '衡府阅〔2023〕5号',
      }
      await expect(clicks('office', form.card, '登记', decision)).rejects.toThrow('须先通过公平竞争审查')
      const done = await clicks('office', form.card, '登记', { ...decision, reviewed: '已通过' })
      for (const words of [
        '现在：同意',
        '11月10日市政府常务会议：同意按一定周期分两年奖补',
        '金额300万元',
        '衡府阅〔2023〕5号',
        '11月15日 上会 办公室小王',
      ])
        expect(wordsOf(done)).toContain(words)
      expect(labelsOf(done.card)).toEqual([])
      expect(wordsOf(await says('office', 'YS2023-001办到哪了'))).toContain('现在：同意')
    }))

  test('没上会不能同意，不同意不填金额，撤回要写原因', () =>
    onDatabase(async db => {
      const { acts, clicks } = talk(db)
      const shown = await propose(db, 'office', { ...DISTRICT, kind: '兼并重组' })
      const decide = (args: Record<string, unknown>) =>
        acts('office', {
          command: 'matter',
          intent: 'matter.decide',
          args: { ...idOf(shown), sure: true, ...args },
        })
      const words = { decision: '某决定', body: '某会议', day: '2023-11-10' }
      await expect(decide({ ...words, verdict: '同意' })).rejects.toThrow('上会以后才能决定')
      const reviewed = await clicks('office', shown.card, '审核')
      await expect(decide({ ...words, verdict: '不同意', amount: '5' })).rejects.toThrow('不填金额')
      const back = await clicks('office', reviewed.card, '撤回')
      await expect(clicks('office', back.card, '确认撤回', { reason: ' ' })).rejects.toThrow('请写明原因')
      expect(wordsOf(await clicks('office', back.card, '确认撤回', { reason: '企业撤回' }))).toContain(
        '现在：撤回',
      )
    }))

  test('涉及个人股权、个税的只有经办人能看，别人只知道有几件', () =>
    onDatabase(async db => {
      const { says, clicks, acts } = talk(db)
      const shown = await propose(db, 'office', PERSONAL)
      await propose(db, 'office', DISTRICT)
      for (const who of ['mayor', WHO('fiscal')]) {
        const list = await says(who, '一事一议那几件怎么样了')
        expect(wordsOf(list)).not.toContain('某高管')
        expect(wordsOf(list)).toContain('另有1件涉及个人股权、个税')
        const look = { command: 'matter', intent: 'query.matter', args: idOf(shown) }
        await expect(acts(who, look)).rejects.toThrow('不在您的职责范围内')
      }
      const form = await clicks('office', shown.card, '加经办人')
      await expect(clicks('office', form.card, '加上', { name: '没有此人' })).rejects.toThrow('没有叫')
      await clicks('office', form.card, '加上', { name: 'fiscal' })
      expect(wordsOf(await says(WHO('fiscal'), '一事一议那几件怎么样了'))).toContain('某高管增资个税奖励')
    }))

  test('群里问，私下答；企业和生人问不到', () =>
    onDatabase(async db => {
      await propose(db, 'office', DISTRICT)
      const { says } = talk(db)
      const answer = await says('office', '一事一议那几件怎么样了', { chatId: 'oc_other', group: true })
      expect(answer.to).toBe('person')
      await expect(says('contact', '一事一议那几件怎么样了')).rejects.toThrow('不在您的职责范围内')
    }))
})

const idOf = ({ card }: Answered): { id: number } => {
  const action = card.blocks.flatMap(block =>
    block.kind === 'buttons' ? block.buttons.flatMap(one => one.action ?? []) : [],
  )[0]
  return { id: Number(action?.args.id) }
}

describe('领导对一事一议作批示', () => {
  test('转给承办单位、办公室；涉及个人的只转经办人，办理过程里看得到', () =>
    onDatabase(async db => {
      const { says } = talk(db)
      await expect(says('mayor', '一事一议那几件 抓紧上会')).rejects.toThrow('没有您能查看的')
      await propose(db, 'office', DISTRICT)
      await propose(db, 'office', PERSONAL)
      const answer = await says('mayor', '一事一议那几件 抓紧上会')
      fits(answer)
      expect(answer.understood).toMatchObject({
        intent: 'leader.instruct',
        slots: { matter: '一事一议事项' },
      })
      expect(wordsOf(answer)).toContain('“抓紧上会”已转1件')
      expect(await queued(db)).toEqual([
        'matter.instructed unit:office',
        'matter.instructed unit:dept-fiscal',
      ])
      expect(wordsOf(await says('office', 'YS2023-001办到哪了'))).toContain('市领导：批示：抓紧上会')
    }))
})

describe('奖补台账', () => {
  const add = async (db: Db, amount: string, kind = '贴息') =>
    talk(db).acts('office', {
      command: 'matter',
      intent: 'award.add',
      args: { uscc: FIRM, sure: true, year: '2023', kind, amount, clause: '扩能升级若干政策措施·技改贴息' },
    })
  const accident = (db: Db, happenedOn: string, level: '一般' | '较大' = '较大') =>
    db.insert(incident).values({ uscc: FIRM, happenedOn, type: '安全生产', level, recordedAt: NOW })

  test('拟定、决定、兑付，每步核查留痕', () =>
    onDatabase(async db => {
      const { clicks, says } = talk(db)
      const shown = await add(db, '26.04')
      fits(shown)
      expect(shown.card.title).toBe('JB2023-0001 雁南机械')
      expect(wordsOf(shown)).toContain('贴息限额100万元，当年已获0万元，还可给100万元')
      const form = await clicks('office', shown.card, '决定')
      const decided = await clicks('office', form.card, '确认决定')
      expect(wordsOf(decided)).toMatch(/否决核查留痕：\d{8}/)
      const pay = await clicks('office', decided.card, '登记兑付')
      await expect(clicks('office', pay.card, '确认登记兑付', { voucher: '' })).rejects.toThrow('凭证')
      const paid = await clicks('office', pay.card, '确认登记兑付', { voucher: 'CZ-2023-118' })
      expect(wordsOf(paid)).toContain('11月15日（凭证CZ-2023-118）')
      expect(wordsOf(await says('contact', '我们的贴息兑付了没有'))).toContain('已兑付26.04万元')
    }))

  test('当年已获贴息算进限额，也进企业的贴息条件', () =>
    onDatabase(async db => {
      const { clicks } = talk(db)
      const first = await add(db, '80')
      await clicks('office', (await clicks('office', first.card, '决定')).card, '确认决定')
      expect(String((await factsFor(db, FIRM, '2023-11-15')).facts.already_granted)).toBe('80')
      const second = await add(db, '20.0001')
      expect(wordsOf(second)).toContain('还可给20万元')
      const form = await clicks('office', second.card, '决定')
      await expect(clicks('office', form.card, '确认决定', { reason: '领导同意' })).rejects.toThrow(
        '最高限额100万元',
      )
      const exact = await add(db, '20')
      await clicks('office', (await clicks('office', exact.card, '决定')).card, '确认决定')
      expect(String((await factsFor(db, FIRM, '2023-11-15')).facts.already_granted)).toBe('100')
    }))

  test('年度内有较大事故：奖励不能决定，贴息人工核定写明理由', () =>
    onDatabase(async db => {
      const { clicks } = talk(db)
      await accident(db, '2023-05-01')
      const prize = await add(db, '50', '突破性贡献奖励')
      expect(prize.card.tone).toBe('bad')
      const form = await clicks('office', prize.card, '决定')
      await expect(clicks('office', form.card, '确认决定', { reason: '特殊情况' })).rejects.toThrow(
        '一票否决',
      )
      const interest = await add(db, '10')
      const ask = await clicks('office', interest.card, '决定')
      await expect(clicks('office', ask.card, '确认决定')).rejects.toThrow('请写明核定理由')
      expect(
        wordsOf(await clicks('office', ask.card, '确认决定', { reason: '贴息不属奖励，经财政核定' })),
      ).toContain('已决定')
    }))

  test('一般事故不否决；决定以后出了较大事故，兑付前再核拦得住', () =>
    onDatabase(async db => {
      const { clicks } = talk(db)
      await accident(db, '2023-03-01', '一般')
      const prize = await add(db, '50', '突破性贡献奖励')
      const decided = await clicks('office', (await clicks('office', prize.card, '决定')).card, '确认决定')
      await accident(db, '2023-11-14')
      const pay = await clicks('office', decided.card, '登记兑付')
      await expect(clicks('office', pay.card, '确认登记兑付', { voucher: 'CZ-1' })).rejects.toThrow(
        '一票否决',
      )
    }))

  test('上年度的奖励，今年出了事故也要再核', () =>
    onDatabase(async db => {
      await accident(db, '2023-02-01')
      const { acts, clicks } = talk(db)
      const prize = await acts('office', {
        command: 'matter',
        intent: 'award.add',
        args: { uscc: FIRM, sure: true, year: '2022', kind: '突破性贡献奖励', amount: '5', clause: '某条' },
      })
      const form = await clicks('office', prize.card, '决定')
      await expect(clicks('office', form.card, '确认决定')).rejects.toThrow('2023年有较大及以上')
    }))

  test('企业只看自己的，不能办；财政局能办', () =>
    onDatabase(async db => {
      const shown = await add(db, '26.04')
      const { acts, says } = talk(db)
      const decide = { command: 'matter', intent: 'award.decide', args: { ...idOf(shown), sure: true } }
      await expect(acts('contact', decide)).rejects.toThrow('不在您的职责范围内')
      await expect(acts('land', decide)).rejects.toThrow('由领导小组办公室和财政')
      expect(wordsOf(await says('rival', '我们拿过哪些奖补'))).toContain('没有登记奖补')
      expect(wordsOf(await acts(WHO('fiscal'), decide))).toContain('已决定')
    }))

  test('取消要写原因，兑付了不能取消', () =>
    onDatabase(async db => {
      const { clicks } = talk(db)
      const shown = await add(db, '5')
      const form = await clicks('office', shown.card, '取消')
      await expect(clicks('office', form.card, '确认取消', { reason: '' })).rejects.toThrow('请写明原因')
      expect(wordsOf(await clicks('office', form.card, '确认取消', { reason: '重复登记' }))).toContain('取消')
      expect((await factsFor(db, FIRM, '2023-11-15')).facts).not.toHaveProperty('already_granted')
    }))
})

describe('提案答复', () => {
  const RULE = ruleInForce('R-PROP', '2023-11-15')
  const put = (db: Db, given: Partial<typeof proposal.$inferInsert>[]) =>
    db.insert(proposal).values(
      given.map((one, n) => ({
        kind: '政协提案' as const,
        session: '市政协十三届二次会议',
        number: 72 + n,
        topic: '关于做强输变电产业链的建议',
        proposer: '民建衡阳市委',
        assignedOn: '2023-04-26',
        unitId: 'dept-land',
        state: '办理中' as const,
        createdBy: 'import',
        createdAt: NOW,
        ...one,
      })),
    )

  test.each([
    ['三个月后的同一天到期', '2023-04-26', '2023-07-26'],
    ['没有那一天就是月底', '2023-11-30', '2024-02-29'],
    ['跨年', '2023-10-31', '2024-01-31'],
  ])('%s：%s交办，%s到期', (_, assignedOn, due) =>
    onDatabase(async db => {
      await put(db, [{ assignedOn }])
      const [one] = await proposals(db, RULE, '2023-12-01')
      expect(one?.dueOn).toBe(due)
    }),
  )

  test('到期当天还不算逾期，第二天算；延期以后按延期', () =>
    onDatabase(async db => {
      await put(db, [
        { assignedOn: '2023-08-15' },
        { assignedOn: '2023-08-14' },
        { assignedOn: '2023-08-14', extendedTo: '2024-01-31' },
      ])
      const all = await proposals(db, RULE, '2023-11-15')
      expect(all.map(({ number, daysLeft }) => [number, daysLeft])).toEqual([
        [73, -1],
        [72, 0],
        [74, 77],
      ])
    }))

  test('逾期清单、登记答复、公开，超期答复看得出', () =>
    onDatabase(async db => {
      await put(db, [
        {
          leader: '某局长',
          handler: '某科长',
          phone: '0734-0000000',
          copies: ['市政府办(2)', '市政协提案委(2)'],
        },
        { assignedOn: '2023-10-01' },
      ])
      const { says, clicks } = talk(db)
      const list = await says('office', '还有哪些提案逾期没答复')
      fits(list)
      expect(wordsOf(list)).toContain('共2件，办理中2件，逾期1件')
      expect(wordsOf(list)).toContain('7月26日到期，逾期112天')
      const shown = await says('land', '第72号提案答复了没有')
      fits(shown)
      expect(wordsOf(shown)).toContain('抄送：市政府办(2)、市政协提案委(2)')
      const form = await clicks('land', shown.card, '登记答复')
      await expect(clicks('land', form.card, '确认登记答复', { grade: 'E', reply_no: 'x' })).rejects.toThrow(
        '答复分类',
      )
      const reply = { grade: 'B', reply_no: '衡工信提复〔2023〕1号', day: '2023-11-14' }
      const done = await clicks('land', form.card, '确认登记答复', reply)
      expect(wordsOf(done)).toContain('11月14日答复（超期）')
      expect(wordsOf(done)).toContain('B类（正在解决或列入计划）')
      const publish = await clicks('land', done.card, '登记公开')
      await expect(clicks('land', publish.card, '确认登记公开', { day: '2023-11-01' })).rejects.toThrow(
        '之后',
      )
      expect(wordsOf(await clicks('land', publish.card, '确认登记公开'))).toContain('公开日期：11月15日')
    }))

  test('延期最长六个月，退回写明原因；别的单位看不到', () =>
    onDatabase(async db => {
      await put(db, [{ assignedOn: '2023-09-01' }])
      const { says, clicks } = talk(db)
      const shown = await says('office', '72号提案到哪了')
      const form = await clicks('office', shown.card, '延期答复')
      await expect(
        clicks('office', form.card, '确认延期答复', { day: '2024-06-01', reason: '复杂' }),
      ).rejects.toThrow('六个月')
      await expect(
        clicks('office', form.card, '确认延期答复', { day: '2024-02-01', reason: '' }),
      ).rejects.toThrow('原因')
      expect(
        wordsOf(
          await clicks('office', form.card, '确认延期答复', { day: '2024-02-01', reason: '需省里答复' }),
        ),
      ).toContain('2024年2月1日到期（已延期）')
      await expect(says('power', '第72号提案答复了没有')).rejects.toThrow('没有第72号')
      await expect(says('contact', '第72号提案答复了没有')).rejects.toThrow('不在您的职责范围内')
    }))

  test('办公室登记交办，重复的不收', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const form = await says('office', '登记提案')
      fits(form)
      const given = {
        session: '市政协十三届二次会议',
        no: '第99号',
        topic: '关于加快园区发展的提案',
        proposer: '某委员',
        unit: 'dept-industry',
      }
      expect(wordsOf(await clicks('office', form.card, '登记', given))).toContain('2024年2月15日到期')
      await expect(clicks('office', form.card, '登记', given)).rejects.toThrow('已经登记过了')
    }))
})

describe('用地、协议、闲置资产', () => {
  test('企业提用地需求，自然资源局办理，不承诺地价', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const form = await says('contact', '登记用地需求 30亩 扩产')
      fits(form)
      const done = await clicks('contact', form.card, '登记')
      expect(wordsOf(done)).toContain('扩产扩能30亩，11月15日提出')
      expect(wordsOf(done)).toContain('不承诺价格')
      expect((await factsFor(db, FIRM, '2023-11-15')).facts.needs_land).toBe(true)
      const listed = await says('land', '用地需求清单')
      const settle = await clicks('land', listed.card, '办理雁南机械')
      await expect(clicks('land', settle.card, '确认', { state: '不予安排' })).rejects.toThrow('写明原因')
      expect(wordsOf(await clicks('land', settle.card, '确认', { state: '已落实' }))).toContain('没有待落实')
    }))

  test('投资监管协议：承诺多少、完成多少、到期没到', () =>
    onDatabase(async db => {
      await db.execute(sql`insert into agreement (uscc, project_id, title, signed_on, promised_investment, invest_by,
          recorded_by, recorded_at) values (${FIRM}, 1, '衡自然资协〔2022〕3号', '2022-10-01', 14000, '2023-10-31', 'test', now())`)
      const answer = await talk(db).says('office', '投资监管协议履行情况')
      fits(answer)
      expect(wordsOf(answer)).toContain('1份到期未达到承诺投资')
      expect(wordsOf(answer)).toContain('承诺10月31日前投资1.4亿元，完成9800万元（70.0%），已到期未达到')
      expect(wordsOf(await talk(db).says(WHO('othercounty'), '投资监管协议履行情况'))).toContain(
        '没有在履行的协议',
      )
    }))

  test('自然资源局登记协议、加节点、完成、终止；企业和外县不能', () =>
    onDatabase(async db => {
      const { says, acts, clicks } = talk(db)
      const form = await says('land', '雁南机械登记投资监管协议')
      fits(form)
      const given = { title: '协议1号', day: '2023-01-10', amount: '1.5亿', until: '2025-12-31', area: '68' }
      await expect(clicks('land', form.card, '登记', { ...given, until: '2022-01-01' })).rejects.toThrow(
        '要在签订之后',
      )
      const shown = await clicks('land', form.card, '登记', given)
      fits(shown)
      expect(wordsOf(shown)).toContain('承诺2025年12月31日前投资1.5亿元')
      await expect(clicks('land', form.card, '登记', given)).rejects.toThrow('已经登记过了')
      const node = await clicks('land', shown.card, '加节点')
      const added = await clicks('land', node.card, '加上', {
        title: '开工建设',
        day: '2023-11-10',
        owner: '王工',
      })
      expect(wordsOf(added)).toContain('开工建设 11月10日前（王工） 逾期5天')
      expect(wordsOf(await clicks('land', added.card, '开工建设完成'))).toContain('11月15日完成（晚5天）')
      const sign = { command: 'project', intent: 'agreement.sign', args: { uscc: FIRM } }
      await expect(acts('contact', sign)).rejects.toThrow('不在您的职责范围内')
      await expect(acts(WHO('othercounty'), sign)).rejects.toThrow('不由您登记')
      const end = await clicks('land', added.card, '终止')
      expect(wordsOf(await clicks('land', end.card, '确认终止', { reason: '履行完毕' }))).toContain(
        '没有在履行的协议',
      )
    }))

  test('闲置厂房：多少处多少面积，盘活了登记面积', () =>
    onDatabase(async db => {
      await db.execute(sql`insert into idle_asset (kind, name, region_code, area, area_unit, idle_since, state, created_by,
          created_at) values ('闲置厂房', '某某老厂房', '430424', 12000, '平方米', '2023-01-15', '闲置', 'test', now()),
        ('闲置用地', '某地块', '430426', 68, '亩', null, '闲置', 'test', now())`)
      const { says } = talk(db)
      const answer = await says(WHO('county'), '闲置厂房有多少')
      fits(answer)
      expect(wordsOf(answer)).toContain('闲置厂房：1处12000平方米，已盘活0处')
      expect(wordsOf(answer)).toContain('闲置304天')
      const form = await talk(db).acts(WHO('county'), {
        command: 'project',
        intent: 'idle.set',
        args: { id: 1 },
      })
      const revive = (args: Record<string, unknown>) =>
        talk(db).acts(WHO('county'), {
          command: 'project',
          intent: 'idle.set',
          args: { id: 1, sure: true, state: '已盘活', ...args },
        })
      expect(form.card.title).toBe('登记：某某老厂房')
      await expect(revive({})).rejects.toThrow('怎么盘活')
      await expect(revive({ reuse: '引进新企业', area: '13000' })).rejects.toThrow('不超过原有')
      expect(wordsOf(await revive({ reuse: '引进新企业', area: '8000' }))).toContain('已盘活1处8000平方米')
      expect(wordsOf(await says('office', '闲置用地有多少'))).toContain('闲置用地：1处68亩')
    }))
})
