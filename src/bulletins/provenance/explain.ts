import type { BulletinContent, Wording } from '../../../db/bulletin-content.ts'
import { COLLECTED_RULE, RATES, STANDINGS } from '../../ledger/metrics.ts'
import { sayPeriod } from '../../registry/period.ts'
import { againstWords } from '../document/overall.ts'
import { type Fact, factsIn } from '../document/parts.ts'
import { documentOf } from '../document.ts'

/** Where a number of a bulletin comes from, in words. */
export interface Explained {
  key: string
  title: string
  /** As it is printed. */
  value: string
  /** By which rule it is counted. */
  rule: string
  source: string
  /** What was divided by what: `5561÷5676`; null for a plain count. */
  made: string | null
}

/** Every number of a bulletin with where it comes from, in the order of the document. */
export function explainAll(content: BulletinContent, wording: Wording): Explained[] {
  return factsIn(documentOf(content, wording)).map(fact => explain(content, fact))
}

/** One number by its key; null when the bulletin has none of that key. */
export function explainKey(content: BulletinContent, wording: Wording, key: string): Explained | null {
  const fact = factsIn(documentOf(content, wording)).find(one => one.key === key)
  return fact ? explain(content, fact) : null
}

type Told = Omit<Explained, 'key' | 'value' | 'made'> & { made?: string }

function explain(content: BulletinContent, { key, say }: Fact): Explained {
  const told = EXPLAINED.find(([pattern]) => pattern.test(key))?.[1](content, key)
  if (!told) throw new Error(`no provenance for ${key}`)
  return { key, value: say, made: null, ...told }
}

const FIGURES = '产值以统计部门数为准，税金以税务部门数为准；没有的依次取部门、企业自报数'
const LEDGER = '企业诉求台账，起草时的实数'
const PROJECT = '工业重点项目库和推进台账'
const CONTRACT = '招商签约项目台账'
const SCALE = '规上企业入库、退库登记'

const doubledRule = ({ baseYear, valueYear }: BulletinContent) =>
  `R-DBL：${valueYear}年全年数不低于${baseYear}年（基期）的2倍；${baseYear}年无数据的以入规后首个完整年度为基期。`
const up50Rule = ({ baseYear, valueYear }: BulletinContent) =>
  `${valueYear}年全年数较${baseYear}年（基期）增长50%及以上，含倍增企业。`
const memberRule = '历年倍增名录在册企业的并集，一家只算一次。'

const MEASURES: Record<string, { title: string; rule(content: BulletinContent): string }> = {
  listed: { title: '名录企业', rule: () => memberRule },
  output: { title: '产值倍增企业', rule: doubledRule },
  tax: { title: '税收倍增企业', rule: doubledRule },
  up50: { title: '产值增长50%以上企业', rule: up50Rule },
}

const groupName = (content: BulletinContent, key: string): string => {
  const [kind = '', rest = ''] = splitAt(key, ':')
  const id = rest.slice(0, rest.lastIndexOf('.'))
  return kind === 'unit' ? (content.units.find(unit => (unit.id ?? 'none') === id)?.name ?? id) : id
}
const measureOf = (key: string): string => key.slice(key.lastIndexOf('.') + 1)
const splitAt = (text: string, mark: string): [string, string] => {
  const at = text.indexOf(mark)
  return [text.slice(0, at), text.slice(at + 1)]
}

const shareOf = (title: string, part: number, whole: number, rule: string, source = FIGURES): Told => ({
  title,
  rule,
  source,
  made: `${part}÷${whole}`,
})

const EXPLAINED: [RegExp, (content: BulletinContent, key: string) => Told][] = [
  [/^listed$/, () => ({ title: '名录企业总数', rule: memberRule, source: '倍增名录' })],
  [/^output\.doubled$/, content => ({ title: '产值倍增企业', rule: doubledRule(content), source: FIGURES })],
  [/^tax\.doubled$/, content => ({ title: '税收倍增企业', rule: doubledRule(content), source: FIGURES })],
  [/^output\.up50$/, content => ({ title: '产值增长50%以上企业', rule: up50Rule(content), source: FIGURES })],
  [/^tax\.up50$/, content => ({ title: '税收增长50%以上企业', rule: up50Rule(content), source: FIGURES })],
  [
    /^both\.doubled$/,
    content => ({ title: '产值、税收均倍增企业', rule: doubledRule(content), source: FIGURES }),
  ],
  [
    /^output\.doubled\.share$/,
    content => shareOf('产值倍增占比', content.outputDoubled, content.listed, doubledRule(content)),
  ],
  [
    /^tax\.doubled\.share$/,
    content => shareOf('税收倍增占比', content.taxDoubled, content.listed, doubledRule(content)),
  ],
  [
    /^tax\.up50\.share$/,
    content => shareOf('税收增长50%以上占比', content.taxUp50, content.listed, up50Rule(content)),
  ],
  [
    /^incomparable$/,
    () => ({
      title: '不可比企业',
      rule: '缺基期或现期数，或基期不为正数，增幅无从计算；计入名录总数。',
      source: FIGURES,
    }),
  ],
  [
    /^tier\./,
    (content, key) => ({
      title: `产值${key.slice(5)}亿元以上企业`,
      rule: `名录企业按${content.valueYear}年产值，达到及以上；大档含在小档内。`,
      source: FIGURES,
    }),
  ],
  [
    /^progress\.|^unit:.*\.(growth|rank|change)$|^problem\.falling$/,
    (content, key) => progressTold(content, key),
  ],
  [
    /^(unit|chain|origin):.*\.(listed|output|tax|up50)$/,
    (content, key) => {
      const { title = '', rule = () => '' } = MEASURES[measureOf(key)] ?? {}
      return {
        title: `${groupName(content, key)}：${title}`,
        rule: rule(content),
        source: measureOf(key) === 'listed' ? '倍增名录' : FIGURES,
      }
    },
  ],
  [/^campaign\./, campaignTold],
  [/^case\./, caseTold],
  [/^scale\./, scaleTold],
  [/^nurture\./, nurtureTold],
  [
    /^project\./,
    (content, key) => ({
      title: `项目：${PROJECTS[measureOf(key)] ?? ''}`,
      rule: `总投资1亿元及以上的工业项目，不含储备和招商发布项目；截至${content.asOf}。`,
      source: PROJECT,
    }),
  ],
  [/^contract\./, contractTold],
  [
    /^macro:/,
    (content, key) => {
      const name = groupName(content, key)
      const found = content.macro.find(({ indicator }) => indicator === name)
      return { title: name, rule: '按发布数照录，不作推算。', source: found?.source ?? '' }
    },
  ],
  [
    /^board\./,
    content => ({
      title: '红榜、黄榜依据',
      rule: `R-AWARD、R-CRIT 提出建议名单，经批准后列入；截至${content.asOf}。`,
      source: SCALE,
    }),
  ],
]

function progressTold(content: BulletinContent, key: string): Told {
  const { ranking, progress, baseYear } = content
  const isCity = key.startsWith('progress.')
  const own = isCity ? '全市' : groupName(content, key)
  const title = key.endsWith('.firms')
    ? '可比名录企业'
    : key.endsWith('.rank')
      ? `${own}位次`
      : key.endsWith('.change')
        ? `${own}位次变化`
        : key === 'problem.falling'
          ? '累计产值下降的单位'
          : `${own}累计产值增幅`
  const months = sayPeriod((isCity ? progress?.period : ranking?.period) ?? content.period)
  const against = isCity ? `基期（${baseYear}年）同期` : againstWords(content)
  return {
    title: `${title}（月度累计）`,
    rule: `${months}产值合计较${against}的增幅；只算两期都有数据的名录企业，不足3家不展示；增幅相同的位次并列。${key.endsWith('.change') && ranking?.before ? `与${sayPeriod(ranking.before)}同口径位次相比。` : ''}`,
    source: FIGURES,
  }
}

const CAMPAIGN: Record<string, string> = {
  cadres: '选派干部',
  enterprises: '联系服务企业',
  collected: '收集问题',
  solved: '解决问题',
  rate: '问题解决率',
}

function campaignTold({ campaign }: BulletinContent, key: string): Told {
  const isRate = key === 'campaign.rate'
  return {
    title: `${campaign?.name ?? ''}：${CAMPAIGN[measureOf(key)] ?? ''}`,
    rule: isRate ? '解决问题数÷收集问题数。' : '行动填报的最新数，照录。',
    source: '行动填报数',
    ...(isRate && campaign && { made: `${campaign.solved}÷${campaign.collected}` }),
  }
}

const CASES: Record<string, { title: string; rule: string }> = {
  collected: { title: '受理诉求', rule: COLLECTED_RULE },
  solved: { title: '已解决', rule: RATES.solved.rule },
  rate: { title: '解决率', rule: RATES.solved.rule },
  open: { title: '未销号', rule: STANDINGS.open.rule },
  overdue: { title: '逾期', rule: RATES.overdue.rule },
  closed: { title: '已销号', rule: '企业评价后或到期未评价而销号的诉求。' },
}

function caseTold({ cases }: BulletinContent, key: string): Told {
  const { title = '', rule = '' } = CASES[measureOf(key)] ?? {}
  const [, kind, name] = /^case\.(category|unit):(.*)\.\w+$/.exec(key) ?? []
  const groups = kind === 'category' ? cases.byCategory : cases.byUnit
  const counts = name === undefined ? cases : groups.find(group => group.name === name)
  return {
    title: name === undefined ? title : `${name}：${title}`,
    rule,
    source: LEDGER,
    ...(measureOf(key) === 'rate' && counts && { made: `${counts.solved}÷${counts.collected}` }),
  }
}

const SCALES: Record<string, [title: string, rule: string]> = {
  entries: ['新增规上', '当年批准入规的企业；12月至次年2月批准的年度入规计入上一统计年度。'],
  exits: ['退库', '当年退出规上的企业，含专业变更。'],
  net: ['净增规上', 'R-NET：新增数减退库数。'],
  count: ['规上在库', '月末在库的规上工业企业。'],
  target: ['年度新增目标', '按下达的目标照录。'],
  completion: ['目标完成率', '新增规上数÷年度新增目标。'],
  cultivation: ['小升规培育库', '月末在库企业。'],
  dueIn: ['应统未统', '月末在库的疑似企业，待核实。'],
  risk: ['退规风险库', '月末在库企业。'],
}

function scaleTold({ scale, asOf }: BulletinContent, key: string): Told {
  const [title = '', rule = ''] = SCALES[measureOf(key)] ?? []
  const isPool = ['cultivation', 'dueIn', 'risk'].includes(measureOf(key))
  return {
    title,
    rule: `${rule}截至${asOf}。`,
    source: isPool ? '培育库、风险库台账' : measureOf(key) === 'target' ? '目标下达记录' : SCALE,
    ...(key === 'scale.completion' && scale && { made: `${scale.entries}÷${scale.target}` }),
  }
}

const NURTURE: Record<string, string> = {
  specialised: '新培育省级以上专精特新“小巨人”',
  provincial: '其中省级',
  provincialBefore: '上年省级',
  times: '为上年的倍数',
  leading: '产业链“头雁”企业',
}

function nurtureTold({ nurture, asOf }: BulletinContent, key: string): Told {
  const isLeading = key === 'nurture.leading'
  return {
    title: NURTURE[measureOf(key)] ?? '',
    rule: isLeading
      ? `“头雁”名单在册企业，截至${asOf}。`
      : `当年认定、未撤销的专精特新“小巨人”资质，一家只算一次，截至${asOf}。`,
    source: isLeading ? '“头雁”企业名单' : '企业资质登记',
    ...(key === 'nurture.times' && nurture && { made: `${nurture.provincial}÷${nurture.provincialBefore}` }),
  }
}

const PROJECTS: Record<string, string> = {
  building: '在建亿元以上工业项目',
  total: '计划总投资',
  toProduce: '年度预计投产',
  produced: '已投产',
  output: '投产后预计新增年产值',
  tax: '投产后预计新增年税收',
  late: '应开工未开工',
  red: '亮红灯',
}

const CONTRACTS: Record<string, string> = {
  'contract.signed': '签约项目',
  'contract.total': '签约总投资',
  'contract.attracted': '签约引资额',
  'contract.manufacturing': '制造业签约项目',
  'contract.manufacturing.share': '制造业占比',
  'contract.top500': '三类500强签约项目',
  'contract.top500.total': '三类500强总投资',
  'contract.top500.attracted': '三类500强引资额',
  'contract.started': '已开工',
  'contract.rate': '履约率',
  'contract.produced': '已投产',
}

function contractTold({ contracts, asOf }: BulletinContent, key: string): Told {
  const made =
    key === 'contract.rate'
      ? contracts?.started
      : key === 'contract.manufacturing.share'
        ? contracts?.manufacturing
        : undefined
  return {
    title: `招商：${CONTRACTS[key] ?? ''}`,
    rule: `${key === 'contract.rate' ? 'R-CONTRACT：已开工÷签约。' : ''}当年签约项目，终止的仍计入签约；截至${asOf}。`,
    source: CONTRACT,
    ...(made !== undefined && contracts && { made: `${made}÷${contracts.signed}` }),
  }
}
