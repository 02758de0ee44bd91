import { z } from 'zod'
import { type Block, buttons, note, text, warn } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { Refusal } from '../src/lib/errors.ts'
import { dayOf } from '../src/lib/time.ts'
import type { Enterprise } from '../src/registry/enterprises.ts'
import { factsFor, type Sources } from '../src/registry/facts.ts'
import { FACTS, type FactName } from '../src/rules/fact-table.ts'
import { type Facts, isFactName, parseFacts, sayFact } from '../src/rules/facts.ts'
import { firmRule, tellFirmRule } from './eligibility/firm-rule.ts'
import { tellHistory } from './eligibility/history.ts'
import { LADDER, ladderCard, readAsked, ruleFacts, spokenFactsShape } from './eligibility/supposed.ts'
import { ROSTER_RULES as DOORS } from './parts/checkable-rules.ts'
import { conditionsCard, eligibilityCard, judgeBy } from './parts/eligibility-card.ts'
import { firmAsked, firmSlots, nameOf } from './parts/firm.ts'
import { keep } from './parts/keep.ts'
import { vetoCard } from './parts/veto-card.ts'

const ASK_EXAMPLE = '瑞达电源 够不够进名录'
const VETO_EXAMPLE = '瑞达电源 有没有被一票否决'
const HISTORY_EXAMPLE = '瑞达电源 2023年为什么没评上'

const slots = z.object({
  ...firmSlots,
  period: z.string().max(20).optional(),
  rule: z.string().max(40).optional(),
  /** What is supposed of the firm in the text itself. */
  facts: spokenFactsShape.optional(),
})
type Slots = z.infer<typeof slots>

/** 资格自测: does a firm meet the countable conditions of the roster, and would an accident block its award. */
export const eligibility = {
  name: 'eligibility',
  title: '资格自测',
  aliases: ['够不够进名录', '名录条件', '自测'],
  summary: '对照条款看企业够不够进倍增名录、能不能入规、有没有退规风险、奖励有没有被一票否决',
  intents: {
    'query.eligibility': intent({
      title: '够不够进名录',
      examples: [
        '[瑞达电源] 够不够进名录',
        '我们能不能进名录',
        '[恒飞电缆]符合倍增名录条件吗',
        '我们公司还差多少才能进名录',
        '8900万产值能不能按1亿以上算',
        '22年首次入规 产值涨了一倍 税增90% 可以不',
        '投资1.2个亿 今年才建完 能算上年度吗',
        '我们搞软件的 营收4100万 算不算数字经济',
        '[固诚电气]进名录差哪些条件',
        '如果[瑞达电源]今年产值做到1.3亿 够不够进名录',
        '要是今年产值做到1.5亿 我们能进名录吗',
        '[凌能5G] 今年8月才投产 能走月度入规吗',
        '[恒飞电缆]有没有退规风险',
        '[瑞达电源]算不算应统未统',
        '我们达到入规标准没有',
        '[固诚电气]属于哪个梯队',
        '产值9500万 税收600万 符合条件吗',
        '增长29% 还差一点 能不能算',
        '[大合新材料]今年能评上名录吗',
        '我们能不能享受贴息',
        '营收2800万做大数据的能进名录不',
        '[福邦新材料]达到入规标准了吗',
        '投资过亿了 可以直接进名录吗',
        '我们是去年才入规的 够格吗',
        '[爱洁科技]离名录门槛差什么',
        '产值1.3亿增长25% 行不行',
        '[船山数智]够数字经济企业的条件吗',
        '我厂想申报名录 你看够不够格',
        '[金翼有色]可以申报专精特新吗',
        '[建衡实业]能评头雁企业吗',
        '亩均D类还能享受政策吗',
        '今年新投产 可以月度入规吗',
        '[德阳鞋业]够小升规条件不',
        '我们够不够格进名录',
        '产值1.2亿 增31% 税收510万 增32% 符合不',
        '去年投资完成1.1亿 能进吗',
        '[建滔化工]满足倍增名录的哪一条',
        '营收3100万 涨了35% 税210万 数字经济够吗',
        '税只有480万 产值够 行不行',
        '增长29.9%算不算30%',
        '我们去年才上规 翻倍了 能进吗',
        '[德阳鞋业]能不能申报倍增企业',
        '主营收入2100万 能入规吗',
        '我们这种情况够入规吗 营收一千九',
        '设备投了510万能享受贴息不',
        '我们设备投资500多万 够不够贴息条件',
        '只投了450万设备 可以申请贴息么',
        '[瑞达电源]符合技改贴息条件吗',
        '[衡岳纸业]算不算退规风险企业',
        '营收2500万 同比降了25% 有没有退规风险',
        '[固诚电气]够专精特新吗 缺什么',
        '小微企业营收1200万能进培育库吗',
        '我们不是规上的 能不能进名录',
        '投资1亿分两年投的算吗',
        '产值翻倍但税没翻 能进吗',
        '2021年入规的算新入规吗',
        '没有设备投资能享受吗',
        '[船山数智]可以按数字经济企业报吗',
        '现在差哪几个条件',
        '我们还缺什么才能进',
        '[凌能5G]够不够月度入规条件',
        '做电商的算不算数字经济企业',
        '产值9990万四舍五入行不',
        '产值8800万 涨了40% 税600万 能不能进名录',
        '投资1.3亿 今年10月投产 能走投资那条吗',
        '营收2950万 大数据公司 差一点能不能算',
        '[瑞达电源]产值够了税金差30万 还能报吗',
        '税收涨了28% 产值涨60% 够条件吗',
        '我们去年产值1.1亿 今年能申报名录不',
        '2022年6月入规 产值税收都翻倍 算不算',
        '今年3月投产 到现在营收2300万 可以月度入规吗',
        '技改设备去年花了490万 够贴息的线吗',
        '[德阳鞋业]想报省级小巨人 还差什么条件',
        '我们去年投了9800万 算1亿不',
        '主营1900万 年底能不能入规',
        '[古汉中药]今年为什么没进名录 差什么',
        '设备投了460万 能不能申请贴息',
        '[瑞达电源]属于哪一档',
        '[恒飞电缆]在哪个梯队 哪一档',
        '我们属于哪一档',
      ],
      access: 'anyone',

      read: readAsked,
      slots,
      run: judgeEligibility,
    }),
    'query.veto_check': intent({
      title: '一票否决核查',
      examples: [
        '[瑞达电源] 有没有被一票否决',
        '[衡岳化工]出了事故还能不能拿奖励',
        '我们今年出过一般事故 影响奖励吗',
        '发生较大安全事故还给不给奖',
        '查下[恒飞电缆]安全环保有没有问题 能不能奖',
        '一票否决怎么算的',
        '[建滔化工]出过安全事故 还能进名录吗',
        '我们被环保处罚过 会不会一票否决',
        '有没有企业因为事故被否决',
        '受过行政处罚的还能拿奖补吗',
        '[金翼有色]会不会被否决',
        '死过人的企业还能评优吗',
        '名录企业有没有触碰一票否决的',
        '去年有过事故 奖励资格还有没有',
        '[恒飞电缆]出过事故吗 影响不影响评奖',
        '发生过较大事故的还能发奖励吗',
        '我们去年被环保罚了 奖励还有没有',
        '一般事故算不算一票否决',
        '有企业被一票否决吗',
        '名录里哪几家触碰了否决',
        '[衡岳化工]今年的奖励要不要取消',
        '出事故的企业奖补能不能兑现',
        '查一下拟奖励企业有没有安全事故',
        '[金隆再生金属]环保有没有问题 能不能奖',
        '污染事故影响奖励吗',
        '死了人的企业今年能不能给奖',
        '否决名单',
        '安全事故会不会影响我们拿奖励',
        '[建滔化工]上半年有起一般事故 奖励能不能发',
        '我们去年有人受伤 评倍增奖励受影响吗',
        '今年哪几家因为事故不能奖',
        '拟奖励名单里有没有出过较大事故的',
        '[金隆再生金属]被环保处罚过 会被否决不',
      ],
      access: 'anyone',
      slots,
      run: checkVeto,
    }),
    'query.eligibility_history': intent({
      title: '往年为什么没评上',
      examples: [
        '为什么去年没评上',
        '我们去年为什么没进名录',
        '[瑞达电源]2023年为什么没评上',
        '[恒飞电缆] 去年怎么没评上名录',
        '去年没评上是差在哪',
        '当时为什么没通过评定',
        '2022年名录为什么没有我们',
        '去年为啥没进',
        '[德阳鞋业]去年为什么没进名录',
        '前年没评上是什么原因',
      ],
      inPrivate: true,
      access: 'known',
      slots,
      async run(context, asked) {
        const firm = await firmAsked(context, asked, HISTORY_EXAMPLE)
        return tellHistory(context, firm, asked, doorsOf(firm))
      },
    }),
  },
} satisfies Command

/** 如果…做到: somebody supposes what is still to come. */
const HYPOTHESIS = /如果|假如|假设|要是|做到|能到|冲到/

/**
 * The day a question is about: today, but next year's assessment where somebody supposes this year's figures, for
 * which it is the year before.
 */
function dayAsked({ now, text: said }: Context, { period }: Slots, supposed: Facts): string {
  const today = dayOf(now)
  const year = Number(today.slice(0, 4))
  const isAhead =
    Object.keys(supposed).length > 0 && period?.slice(0, 4) === String(year) && HYPOTHESIS.test(said)
  return isAhead ? `${year + 1}-01-31` : today
}

async function judgeEligibility(context: Context, given: Slots): Promise<Reply> {
  // 22年3月首次入规: that month is no year of the amounts.
  const asked = given.facts?.first_above_scale ? { ...given, period: undefined } : given
  const other = firmRule(asked.rule)
  if (other) return tellFirmRule(context, asked, other)
  const doors = doorsAsked(asked.rule)
  if (asked.rule === LADDER) return { card: ladderCard() }
  const supposed = parseFacts(ruleFacts(asked.facts ?? {}))
  const on = dayAsked(context, asked, supposed)
  if (!asked.uscc && Object.keys(supposed).length > 0)
    return { card: supposedCard(context, asked, supposed, on) }
  if (context.speaker.kind === 'stranger') {
    return {
      card: conditionsCard(
        context.policies,
        doors ?? DOORS,
        on,
        '您还没有绑定身份，只能看公开的条件；绑定企业后可以逐条对照本企业的数据。',
      ),
    }
  }
  if (!asked.uscc && /条件|要求|标准|门槛/.test(context.text))
    return { card: conditionsCard(context.policies, doors ?? DOORS, on) }
  const firm = await firmAsked(context, asked, ASK_EXAMPLE)
  const known = await factsFor(context.db, firm.uscc, on)
  const { facts, sources, said } = suppose(known, supposed, asked.period, on)
  const purpose = facts === known.facts ? 'asked' : 'supposed'
  const judged = judgeBy(context.policies, doors ?? doorsOf(firm), facts, on)
  const veto = judgeBy(context.policies, ['R-VETO'], facts, on)[0]?.evaluation
  const blocked =
    veto?.verdict === 'pass' ? [text(warn('年度内有较大及以上事故：即使进名录，当年也不予奖励。'))] : []
  const card = eligibilityCard(judged, {
    head: [text(...nameOf(firm, asked)), ...said, ...listedAlready(firm), ...blocked],
    sources,
    on,
    tags: firm.isDemo ? ['演示数据'] : [],
  })
  const kept = await keep(context, firm, judged, { facts, sources, purpose, on })
  const more = buttons(
    {
      label: '倍增进度',
      action: { command: 'doubling', intent: 'query.doubling', args: { uscc: firm.uscc } },
    },
    {
      label: '一票否决核查',
      action: { command: 'eligibility', intent: 'query.veto_check', args: { uscc: firm.uscc } },
    },
  )
  return {
    card: { ...card, blocks: [...card.blocks, kept, more] },
    isPrivate: true,
    focus: { uscc: firm.uscc },
  }
}

async function checkVeto(context: Context, asked: Slots): Promise<Reply> {
  const on = dayOf(context.now)
  if (context.speaker.kind === 'stranger' || !asked.uscc) {
    const hint = note(`要查某家企业，请绑定身份并带上企业名称，例如“${VETO_EXAMPLE}”。`)
    return {
      card: vetoCard(judgeBy(context.policies, ['R-VETO'], {}, on), {
        head: [hint],
        isPublic: true,
        on,
        tags: [],
      }),
    }
  }
  const firm = await firmAsked(context, asked, VETO_EXAMPLE)
  const known = await factsFor(context.db, firm.uscc, on)
  const judged = judgeBy(context.policies, ['R-VETO'], known.facts, on)
  const card = vetoCard(judged, {
    head: [text(...nameOf(firm, asked))],
    isPublic: false,
    on,
    tags: firm.isDemo ? ['演示数据'] : [],
  })
  const kept = await keep(context, firm, judged, { ...known, purpose: 'asked', on })
  return {
    card: { ...card, blocks: [...card.blocks, kept] },
    isPrivate: true,
    focus: { uscc: firm.uscc },
  }
}

/** `R-LIST-IND.C1` asks for its rule; null when no roster rule was meant. */
function doorsAsked(rule: string | undefined): string[] | null {
  const id = rule?.split('.')[0]
  return id && DOORS.includes(id) ? [id] : null
}

/** A digital manufacturer may come in by either door. */
function doorsOf({ isDigital, isIndustrial }: Enterprise): readonly string[] {
  if (!isDigital) return ['R-LIST-IND']
  return isIndustrial === false ? ['R-LIST-DIG'] : DOORS
}

/** Only the roster of the year, and what it was entered by: old members are not judged again. */
function listedAlready({ rosters }: Enterprise): Block[] {
  const years = rosters.filter(({ roster }) => roster === '倍增名录').map(({ year }) => year)
  if (years.length === 0) return []
  return [text(`该企业已在${years.join('、')}年倍增名录内；名录每年重新评定，以下按现行条件预评。`)]
}

/**
 * Puts supposed facts over the known ones. An amount of another year than the one judged does not count for it: it is
 * told and left out.
 */
function suppose(
  known: { facts: Facts; sources: Sources },
  supposed: Facts,
  period: string | undefined,
  on: string,
): { facts: Facts; sources: Sources; said: Block[] } {
  const names = Object.keys(supposed).filter(isFactName)
  if (names.length === 0) return { ...known, said: [] }
  const judgedYear = Number(on.slice(0, 4)) - 1
  const year = Number(period?.slice(0, 4) ?? judgedYear)
  const words = names.map(name => saySupposed(name, supposed)).join('、')
  if (year !== judgedYear) {
    const said = `${words}是${year}年的，不计入${judgedYear}年度${year > judgedYear ? `，可计入${year + 1}年年初的评定` : ''}。`
    return { ...known, said: [text(warn(said))] }
  }
  const sources = Object.fromEntries(
    Object.entries(known.sources).filter(([name]) => !names.includes(name as never)),
  )
  return {
    facts: { ...known.facts, ...supposed },
    sources,
    said: [text('按您说的数试算：', words, '；其余用库里的数据。')],
  }
}

function supposedCard({ policies }: Context, { rule, period }: Slots, supposed: Facts, on: string) {
  const { facts, said } = suppose({ facts: {}, sources: {} }, supposed, period, on)
  const doors = doorsAsked(rule) ?? (facts.revenue_y && !facts.output_y ? ['R-LIST-DIG'] : ['R-LIST-IND'])
  return eligibilityCard(judgeBy(policies, doors, facts, on), {
    head: [...said, note('没有指定企业，只按这些数逐条对照。')],
    sources: {},
    on,
    tags: [],
  })
}

function saySupposed(name: FactName, facts: Facts): string {
  const { type, label } = FACTS[name]
  if (type === 'accidents' || type === 'words')
    throw new Refusal(`“${label}”不能在对话里假设，请由主管部门登记。`)
  const said = sayFact(name, facts[name])
  return `${label.replace(/^上年度/, '')}${type === 'flag' ? '：' : ''}${said}`
}
