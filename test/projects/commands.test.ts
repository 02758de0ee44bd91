import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { cardText } from '../../src/chat/card-text.ts'
import { render } from '../../src/platforms/feishu/render.ts'
import { progressOf } from '../../src/registry/projects/progress.ts'
import { checkCard } from '../../src/sandbox/card-check.ts'
import { type Answered, labelsOf, meaning, talkIn } from '../ledger/talk.ts'
import { useDatabase } from '../support/database.ts'
import { buildProjects, WHO } from './world.ts'

const onDatabase = useDatabase(buildProjects)

const wordsOf = ({ card }: Answered) => cardText(card)
function fits({ card }: Answered): void {
  const rendered = render(card, 'http://127.0.0.1')
  expect(checkCard(rendered)).toBeNull()
  expect(JSON.stringify(rendered)).not.toContain('卡片放不下')
}
const talk = (db: Db) => talkIn(db)

describe('说的话各是什么意思', () => {
  test.each([
    ['mayor', '亿元项目 开了多少 投了多少', 'query.project_stats'],
    ['office', '在建亿元以上工业项目有几个', 'query.project_stats'],
    ['office', '技改项目完成率多少', 'query.project_stats'],
    ['office', '铜箔产业园项目进度怎么样了', 'query.project'],
    ['office', '压铸线那个项目现在啥进度', 'query.project'],
    ['contact', '压铸线主体封顶了 昨天', 'intake.project_progress'],
    ['contact', '压铸生产线项目累计完成投资1.1亿 设备已进场', 'intake.project_progress'],
    ['mayor', '签约4个 落地几个', 'query.contract'],
    ['office', '今年签约项目履约率多少', 'query.contract'],
    ['office', '红灯项目有哪些', 'query.project_list'],
    ['office', '哪些项目该开工没开工', 'query.project_list'],
    ['office', '闲置厂房有多少', 'query.idle'],
    ['office', '投资监管协议履行情况', 'query.agreement'],
    ['office', '一事一议那几件怎么样了', 'query.matter'],
    ['office', '第72号提案答复了没有', 'query.proposal'],
    ['office', '还有哪些提案逾期', 'query.proposal'],
    ['office', '哪些奖补还没兑付', 'query.award'],
  ] as const)('%s：%s → %s', (who, words, intent) =>
    onDatabase(async db => {
      const said = await talk(db)
        .says(who, words)
        .then(answer => meaning(answer.understood).intent)
        .catch((error: Error) => (error.name === 'Refusal' ? intent : error.message))
      expect(said).toBe(intent)
    }),
  )

  test('诉求、政策和企业报数不会被当成项目', () =>
    onDatabase(async db => {
      for (const [words, not] of [
        ['园区又停电了 耽误新项目开工', 'intake.project_progress'],
        ['项目环评一直没批 帮忙协调一下', 'intake.project_progress'],
        ['技改项目贴息怎么算', 'query.project'],
        ['什么是红黄灯', 'query.project_list'],
        ['提案答复期限是几个月', 'query.proposal'],
      ] as const) {
        const { understood } = await talk(db)
          .says('contact', words)
          .catch(() => ({ understood: null }))
        if (understood?.kind === 'sure') expect(understood.intent, words).not.toBe(not)
      }
    }))

  test('数额、月份、口径、节点和日期都听得出来', () =>
    onDatabase(async db => {
      const hear = async (words: string) => meaning((await talk(db).says('contact', words)).understood).slots
      expect(await hear('压铸线10月完成投资600万 其中设备投资200万')).toMatchObject({
        project: '压铸线',
        month: '2023-10',
        basis: '本月新增',
        amount_wan: '600',
        equipment_wan: '200',
      })
      expect(await hear('压铸线1-10月累计完成投资1.05亿')).toMatchObject({
        month: '2023-10',
        basis: '本年累计',
        amount_wan: '10500',
      })
      expect(await hear('压铸线主体封顶了 昨天')).toMatchObject({
        project: '压铸线',
        milestone: '主体封顶',
        actual_date: '2023-11-14',
      })
    }))
})

describe('看项目', () => {
  test('一张卡上有亮灯和原因、投资、早晚几天、节点、谁报的', () =>
    onDatabase(async db => {
      const answer = await talk(db).says('office', '铜箔产业园项目进度怎么样')
      fits(answer)
      expect(answer.card.tone).toBe('warn')
      for (const words of [
        '黄灯（滞后）：落后序时进度28.3个百分点；节点“一期主体封顶”逾期26天',
        '完成55.0%，序时83.3%',
        '开工以来累计：6.3亿元',
        '按期',
        '表格导入11月15日报',
      ])
        expect(wordsOf(answer)).toContain(words)
    }))

  test('名字说一部分、说企业、接着说“它”都行，两个都像就问', () =>
    onDatabase(async db => {
      const { says } = talk(db)
      expect((await says('office', '纸业新厂区项目什么情况')).card.title).toBe('衡岳纸业新厂区项目')
      expect((await says('office', '雁南机械的项目建得怎么样了')).card.title).toBe(
        '雁南机械智能压铸生产线项目',
      )
      expect((await says('office', '这个项目进度怎么样')).card.title).toBe('雁南机械智能压铸生产线项目')
      await expect(says('office', '月球基地项目啥进度')).rejects.toThrow('没有找到“月球基地”')
    }))

  test('红灯清单：最差的在前，每个都说为什么和责任人', () =>
    onDatabase(async db => {
      const answer = await talk(db).says('mayor', '滞后的项目有哪些')
      fits(answer)
      const lines = wordsOf(answer)
        .split('\n')
        .filter(line => /^[红黄]灯 /.test(line))
      expect(lines).toEqual([
        '红灯 衡岳纸业新厂区项目（衡东经开区，签约）总投资3.6亿元，应开工未开工3个月 责任人李工',
        '黄灯 铜箔产业园项目（祁东县，开工）总投资12亿元，落后序时进度28.3个百分点；节点“一期主体封顶”逾期26天 责任人赵工',
      ])
    }))

  test('统计：亿元项目不含储备和不足一亿的，按县市区园区列', () =>
    onDatabase(async db => {
      const answer = await talk(db).says('mayor', '亿元项目 开了多少 投了多少')
      fits(answer)
      for (const words of [
        '亿元以上工业项目3个，总投资17.6亿元，已开工2个（66.7%），已投产0个',
        '完成率：52.2%',
        '慢31.1个百分点',
        '今年计划投产：1个',
        '红1 黄1 绿1',
        '其中1个今年还没报，按0计',
      ])
        expect(wordsOf(answer)).toContain(words)
    }))

  test('说的个数和台账不一样，直说', () =>
    onDatabase(async db => {
      expect(wordsOf(await talk(db).says('mayor', '149个亿元项目 开了多少'))).toContain(
        '您说的是149个，您能看到的台账里是3个',
      )
    }))
})

describe('报进度', () => {
  test('说一句，核对后确认，台账只增不改', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const form = await says('contact', '压铸线累计完成投资1.05亿 设备已进场')
      fits(form)
      expect(wordsOf(form)).toContain('今年累计完成1.05亿元，完成年度计划87.5%')
      const done = await clicks('contact', form.card, '确认上报')
      fits(done)
      expect(done.toast).toBe('已记入台账')
      expect(wordsOf(done)).toContain('设备已进场')
      const [newest, ...older] = await progressOf(db, 1)
      expect(newest).toMatchObject({
        month: '2023-11',
        cumulative: '10500.0000',
        reportedBy: 'demo_enterprise',
      })
      expect(older).toHaveLength(2)
    }))

  test('没说是累计还是当月：比已报的累计还少，先按当月新增并请核对', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const form = await says('contact', '压铸线又完成投资600万')
      expect(wordsOf(form)).toContain('先按“本月新增”')
      await clicks('contact', form.card, '确认上报')
      expect((await progressOf(db, 1))[0]).toMatchObject({ month: '2023-11', cumulative: '10400.0000' })
    }))

  test('改已报的数要写原因，原来的数还在', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const form = await says('contact', '压铸线10月累计完成投资9900万')
      expect(wordsOf(form)).toContain('原报9800万元，将更正')
      await expect(clicks('contact', form.card, '确认上报')).rejects.toThrow('请写明更正原因')
      await clicks('contact', form.card, '确认上报', { reason: '漏计一笔设备款' })
      const october = (await progressOf(db, 1)).filter(({ month }) => month === '2023-10')
      expect(october.map(({ cumulative, reason }) => [cumulative, reason])).toEqual([
        ['9900.0000', '漏计一笔设备款'],
        ['9800.0000', null],
      ])
      const ledger = await says('contact', '压铸线项目的推进台账')
      expect(wordsOf(ledger)).toContain('已被更正')
    }))

  test('比上月少、超过总投资都要说明', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const less = await says('contact', '压铸线累计完成投资9000万')
      expect(wordsOf(less)).not.toContain('undefined')
      await expect(clicks('contact', less.card, '确认上报')).rejects.toThrow(
        '比2023年10月已报的累计9800万元还少',
      )
      const more = await says('contact', '压铸线累计完成投资2.5亿')
      await expect(clicks('contact', more.card, '确认上报')).rejects.toThrow('超过总投资2亿元')
    }))

  test('主体封顶：对上节点，登记完成日期', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const form = await says('contact', '压铸线主体封顶了 昨天')
      const done = await clicks('contact', form.card, '确认上报')
      expect(wordsOf(done)).toContain('节点“主体封顶”完成')
      expect(wordsOf(done)).toContain('共2个，已完成1个')
    }))

  test('还没到的月份、看不懂的数都说清楚', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const form = await says('contact', '压铸线累计完成投资1.05亿')
      await expect(clicks('contact', form.card, '确认上报', { month: '2023-12' })).rejects.toThrow('还没到')
      await expect(clicks('contact', form.card, '确认上报', { amount_wan: '很多' })).rejects.toThrow('看不懂')
      await expect(
        clicks('contact', form.card, '确认上报', { actual_date: '2023-11-31', stage: '在建' }),
      ).rejects.toThrow('不是日期')
    }))
})

describe('谁能看、谁能报', () => {
  const seesProject = async (db: Db, who: string, words: string) => {
    try {
      return (await talk(db).says(who, words)).card.title
    } catch (error) {
      return (error as Error).name
    }
  }
  test.each([
    ['企业看自己的', 'contact', '压铸生产线项目啥进度', '雁南机械智能压铸生产线项目'],
    ['企业看不到同行的', 'rival', '压铸生产线项目啥进度', 'Refusal'],
    ['县看本县的', 'ou_county', '压铸生产线项目啥进度', '雁南机械智能压铸生产线项目'],
    ['县看不到外县的', 'ou_county', '铜箔产业园项目啥进度', 'Refusal'],
    ['链办看本链的', 'ou_chain', '压铸生产线项目啥进度', '雁南机械智能压铸生产线项目'],
    ['链办看不到别的链的', 'ou_chain', '铜箔产业园项目啥进度', 'Refusal'],
    ['责任单位看自己负责的', 'land', '压铸生产线项目啥进度', '雁南机械智能压铸生产线项目'],
    ['发改看全部', 'ou_reform', '铜箔产业园项目啥进度', '铜箔产业园项目'],
    ['专班成员看自己专班的', 'ou_member', '铜箔产业园项目啥进度', '铜箔产业园项目'],
    ['专班成员看不到别的', 'ou_member', '压铸生产线项目啥进度', 'Refusal'],
    ['供电公司看不到', 'power', '铜箔产业园项目啥进度', 'Refusal'],
    ['观察员看不到单个项目', 'ou_observer', '铜箔产业园项目啥进度', 'Refusal'],
    ['生人看不到', 'ou_nobody', '铜箔产业园项目啥进度', 'Refusal'],
  ])('%s', (_, who, words, title) =>
    onDatabase(async db => expect(await seesProject(db, who, words)).toBe(title)),
  )

  test('领导只看不报，可以点推进问题；企业不能定计划', () =>
    onDatabase(async db => {
      const { says, acts } = talk(db)
      const asLeader = await says('mayor', '压铸生产线项目啥进度')
      expect(labelsOf(asLeader.card)).toEqual(['台账和专班', '推进问题'])
      const asFirm = await says('contact', '压铸生产线项目啥进度')
      expect(labelsOf(asFirm.card)).toEqual(['报进度', '改阶段时间', '节点完成', '台账和专班'])
      const plan = {
        command: 'project',
        intent: 'project.plan',
        args: { project_id: 1, sure: true, year: '2023', amount: '1' },
      }
      await expect(acts('contact', plan)).rejects.toThrow('由领导小组办公室或属地县市区园区办理')
      const report = {
        command: 'project',
        intent: 'intake.project_progress',
        args: { project_id: 1, sure: true, amount_wan: '1' },
      }
      await expect(acts('mayor', report)).rejects.toThrow('您可以查看')
      await expect(acts('rival', report)).rejects.toThrow('没有找到这个项目')
    }))

  test('群里问企业的项目，私下回答；统计可以在群里说，不足三家的金额不说', () =>
    onDatabase(async db => {
      const group = { chatId: 'oc_other', group: true }
      const { says } = talk(db)
      expect((await says('office', '压铸生产线项目啥进度', group)).to).toBe('person')
      const all = await says('office', '亿元项目开了多少 投了多少', group)
      expect(all.to).toBe('reply')
      expect(wordsOf(all)).toContain('总投资17.6亿元')
      expect(wordsOf(all)).toContain('不足3家')
      const few = await says('office', '祁东亿元项目开了多少 投了多少', group)
      expect(wordsOf(few)).toContain('金额不予展示')
      expect(wordsOf(few)).not.toContain('12亿')
    }))

  test('观察员只看总数', () =>
    onDatabase(async db => {
      const answer = await talk(db).says(WHO('observer'), '亿元项目开了多少 投了多少')
      expect(wordsOf(answer)).toContain('总投资17.6亿元')
      await expect(talk(db).says(WHO('observer'), '红灯项目有哪些')).rejects.toThrow()
    }))
})

describe('改项目', () => {
  test('改开工时间要写原因，改了什么看得到', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const shown = await says('office', '铜箔产业园项目啥进度')
      const form = await clicks('office', shown.card, '改阶段时间')
      fits(form)
      const dates = { stage: '开工', kind: '实际时间', day: '2022-06-10' }
      await expect(clicks('office', form.card, '确认登记', dates)).rejects.toThrow('调整请写明原因')
      await clicks('office', form.card, '确认登记', { ...dates, reason: '以开工令为准' })
      const ledger = await says('office', '铜箔产业园项目的推进台账')
      fits(ledger)
      expect(wordsOf(ledger)).toContain(
        '实际开工时间：2022-06-01 → 2022-06-10（以开工令为准） 办公室小王 11月15日',
      )
    }))

  test('领导标出推进问题，卡上就有', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const form = await clicks('mayor', (await says('mayor', '铜箔产业园项目啥进度')).card, '推进问题')
      const done = await clicks('mayor', form.card, '确认', {
        tag: '推而不快',
        reason: '半年没有新的形象进度',
      })
      expect(wordsOf(done)).toContain('推进问题：推而不快（半年没有新的形象进度）')
      expect(wordsOf(await says('office', '推而不快的项目'))).toContain('共1个')
    }))

  test('办公室入库一个项目：责任要落实到人，重名不收', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const form = await says('office', '新增一个项目')
      fits(form)
      const filled = {
        name: '某某新材料年产5万吨项目',
        kinds: ['工业重点', '技改'],
        place: 'park-hengdong',
        amount: '1.2亿',
        owner: '周工',
        day: '2024-01-10',
      }
      await expect(clicks('office', form.card, '入库', { ...filled, owner: '' })).rejects.toThrow('责任人')
      const done = await clicks('office', form.card, '入库', filled)
      expect(wordsOf(done)).toContain('总投资：1.2亿元')
      expect(wordsOf(done)).toContain('衡东县·衡东经开区')
      await expect(clicks('office', form.card, '入库', filled)).rejects.toThrow('已经有叫')
      await expect(
        talk(db).acts(WHO('othercounty'), {
          command: 'project',
          intent: 'project.add',
          args: { sure: true, ...filled, level: '县', sector: '工业' },
        }),
      ).rejects.toThrow('只能录入您负责的')
    }))
})

describe('签约', () => {
  test('签约几个落地几个：分子分母都有，跟踪名单按3、6、12个月', () =>
    onDatabase(async db => {
      const { says, clicks } = talk(db)
      const answer = await says('mayor', '签约4个 落地几个')
      fits(answer)
      for (const words of [
        '签约4个，落地3个，开工2个，投产1个',
        '履约率：2/4＝50.0%',
        '投产率：1/4＝25.0%',
        '制造业：3个（占75.0%）',
        '2个签约满3个月还没开工',
      ])
        expect(wordsOf(answer)).toContain(words)
      const due = await clicks('mayor', answer.card, '该跟踪的')
      fits(due)
      expect(wordsOf(due)).toContain('签约18个月，第三次（满12个月）')
      expect(wordsOf(await says('mayor', '签约21个 落地几个'))).toContain('台账里没有正好21个的批次')
    }))

  test('商务局看全部，县看本县，县登记开工', () =>
    onDatabase(async db => {
      const { says, acts } = talk(db)
      expect(wordsOf(await says(WHO('commerce'), '签约项目履约率多少'))).toContain('签约5个')
      expect(wordsOf(await says(WHO('county'), '签约项目履约率多少'))).toContain('签约4个')
      const step = (id: number, day: string) => ({
        command: 'project',
        intent: 'contract.step',
        args: { contract_id: id, sure: true, step: '开工', day },
      })
      const done = await acts(WHO('county'), step(3, '2023-11-01'))
      expect(wordsOf(done)).toContain('11月1日开工')
      await expect(acts(WHO('county'), step(5, '2023-11-01'))).rejects.toThrow('没有找到')
      await expect(acts(WHO('county'), step(4, '2022-01-01'))).rejects.toThrow('早于签约时间')
      await expect(acts(WHO('commerce'), step(4, '2023-11-01'))).rejects.toThrow('不由您登记')
    }))
})
