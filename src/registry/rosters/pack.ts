import { inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { receipt } from '../../../db/schema/index.ts'
import { Refusal } from '../../lib/errors.ts'
import { type Cell, type SheetOut, writeWorkbook } from '../../lib/tables/write.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { factsBehind } from '../../rules/derived.ts'
import type { Evaluation, Verdict } from '../../rules/evaluation.ts'
import { FACTS } from '../../rules/fact-table.ts'
import type { RuleVersion } from '../../rules/find-rule.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { branchesOf, leavesOf } from '../../rules/truth.ts'
import { STANDS } from '../accidents.ts'
import { type Receipt, receiptNumber } from '../receipts.ts'
import { answerIn } from '../replay.ts'
import { readText } from '../rule-text.ts'
import { type Candidate, CHECKERS, type Cycle, type CycleStep, judgeCycle, requireCycle } from './cycle.ts'

const VERDICTS: Record<Verdict, string> = {
  pass: '符合',
  fail: '不符合',
  unknown: '资料不足',
  manual: '需人工核定',
}
export const STEP_WORDS: Record<CycleStep, string> = {
  applied: '推荐申报截止',
  office: '领导小组办公室初审',
  group: '领导小组评定',
  committee: '市委常委会议审议',
  government: '市政府常务会议审议',
}

/** 评定材料: everything a roster was or is to be decided on, as one workbook. */
export interface Pack {
  bytes: Uint8Array
  candidates: number
}

/**
 * Candidates with what came of each, every condition with its figure and source as it was judged, accidents, what the
 * units found, and the steps with their days and papers.
 * @throws {Refusal} when there is no such cycle, or it has no candidates
 */
export async function packOf(db: Db, policies: PolicySet, year: number, now: Date): Promise<Pack> {
  const cycle = await requireCycle(db, year)
  const { candidates } = cycle
  if (candidates.length === 0) throw new Refusal(`${year}年名录评定还没有候选企业，没有材料可以导出。`)
  const receipts = await receiptsOf(db, candidates)
  const names = await namesOf(db)
  const versions = await versionsBy(db, receipts)
  const judged = candidates.map((candidate): Judged => {
    const found = receipts.get(candidate.receiptId)
    const version = found && versions.get(found.ruleHash)
    if (!found || !version) throw new Error(`receipt ${candidate.receiptId} is missing or unreadable`)
    return { candidate, receipt: found, version, evaluation: answerIn(found) }
  })
  const accidents = await accidentsOf(db, candidates, year)
  const bytes = await writeWorkbook([
    overview(cycle, judged, names),
    conditions(judged),
    accidentSheet(accidents),
    progress(policies, cycle, names, dayOf(now)),
    about(cycle, now),
  ])
  return { bytes, candidates: candidates.length }
}

interface Judged {
  candidate: Candidate
  receipt: Receipt
  /** The rule as it was judged by. */
  version: RuleVersion
  evaluation: Evaluation
}

async function receiptsOf(db: Db, candidates: readonly Candidate[]): Promise<ReadonlyMap<number, Receipt>> {
  const ids = candidates.map(({ receiptId }) => receiptId)
  const rows = await db.select().from(receipt).where(inArray(receipt.id, ids))
  return new Map(rows.map(row => [row.id, row]))
}

async function versionsBy(
  db: Db,
  receipts: ReadonlyMap<number, Receipt>,
): Promise<ReadonlyMap<string, RuleVersion>> {
  const versions = new Map<string, RuleVersion>()
  for (const hash of new Set([...receipts.values()].map(({ ruleHash }) => ruleHash))) {
    const version = await readText(db, hash)
    if (version) versions.set(hash, version)
  }
  return versions
}

/** Units, regions and people by id. */
async function namesOf(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf<{ id: string; name: string }>(
    db,
    sql`select id, name from unit union all select code, name from region union all select id, name from person`,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

const CHECKS = [...CHECKERS.figures, ...CHECKERS.safety, 'office'] as const

function overview(
  { publishedOn }: Cycle,
  judged: readonly Judged[],
  names: ReadonlyMap<string, string>,
): SheetOut {
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? id))
  const labelOf = ({ version, evaluation: { via } }: Judged) =>
    branchesOf(version.rule.when)
      .filter(({ id }) => via.includes(id))
      .map(({ id, label = id }) => label)
      .join('；')
  return {
    name: '候选企业',
    headings: [
      ...['序号', '企业名称', '统一社会信用代码', '所属区域', '考核单位', '来源', '按规则', '满足条件'],
      ...CHECKS.map(unit => `${names.get(unit) ?? unit}核查`),
      ...['目前结果', '留痕编号'],
    ],
    rows: judged.map((one, i): Cell[] => {
      const { candidate } = one
      return [
        i + 1,
        candidate.name,
        candidate.uscc,
        nameOf(candidate.regionCode),
        nameOf(candidate.assessUnitId),
        candidate.origin === 'rule' ? '按规则测算' : `推荐（${nameOf(candidate.addedBy)}）`,
        VERDICTS[candidate.verdict],
        labelOf(one),
        ...CHECKS.map(unit => sayCheck(candidate, unit)),
        outcomeOf(candidate, publishedOn),
        receiptNumber(candidate.receiptId),
      ]
    }),
    frozenColumns: 2,
    hasFilter: true,
  }
}

function sayCheck({ checks }: Candidate, unit: string): string {
  const check = checks.find(({ unitId }) => unitId === unit)
  if (!check) return '未核查'
  return check.isPassed ? `通过${check.reason ? `（${check.reason}）` : ''}` : `不通过：${check.reason ?? ''}`
}

/** Where a candidate stands, in words. */
export function outcomeOf({ isIn, verdict }: Candidate, publishedOn: Day | null): string {
  if (isIn) return publishedOn === null ? '拟入选' : '已入选'
  return verdict === 'pass' ? '核查未通过' : `按规则${VERDICTS[verdict]}`
}

function conditions(judged: readonly Judged[]): SheetOut {
  return {
    name: '条件和数据',
    headings: ['企业名称', '条件', '数值', '单位', '要求', '结论', '数据来源', '留痕编号', '条款'],
    rows: judged.flatMap(one =>
      one.evaluation.conditions.map(
        ({ id, label, actual, unit, operator, threshold, verdict, clause }): Cell[] => [
          one.candidate.name,
          label,
          actual === null ? null : typeof actual === 'boolean' ? (actual ? '是' : '否') : actual,
          unit === '是否' ? null : unit,
          threshold === null || typeof threshold === 'boolean' ? null : `${operator} ${threshold}`,
          VERDICTS[verdict],
          sourcesFor(one, id),
          receiptNumber(one.receipt.id),
          clause,
        ],
      ),
    ),
    frozenColumns: 1,
    hasFilter: true,
  }
}

/** The figures a condition was judged by, and where each came from. */
function sourcesFor({ receipt: { facts }, version }: Judged, conditionId: string): string {
  const leaf = leavesOf(version.rule.when).find(({ id }) => id === conditionId)
  if (leaf?.kind !== 'test' || !('fact' in leaf)) return ''
  return factsBehind(leaf.fact)
    .flatMap(name => {
      const { value, source, period } = facts[name] ?? {}
      if (!source) return []
      return [`${FACTS[name].label}${sayValue(value)}（${[period, source].filter(Boolean).join(' ')}）`]
    })
    .join('；')
}

const sayValue = (value: unknown) => (typeof value === 'boolean' ? (value ? '是' : '否') : String(value))

interface AccidentRow {
  name: string
  day: Day
  type: string
  level: string
  dead: number | null
  injured: number | null
  loss: string | null
  detail: string | null
}

/** Accidents of the candidates in the year before and in the year itself. */
const accidentsOf = (db: Db, candidates: readonly Candidate[], year: number): Promise<AccidentRow[]> =>
  rowsOf(
    db,
    sql`select e.name, i.happened_on::text as day, i.type, i.level, i.dead, i.injured, i.loss::text, i.detail
      from incident i join enterprise e on e.uscc = i.uscc
      where i.uscc in ${candidates.map(({ uscc }) => uscc)} and ${STANDS}
        and extract(year from i.happened_on) between ${year - 1} and ${year}
      order by i.happened_on, i.id`,
  )

const accidentSheet = (rows: readonly AccidentRow[]): SheetOut => ({
  name: '事故',
  headings: [
    '企业名称',
    '发生日期',
    '类型',
    '等级',
    '死亡（人）',
    '重伤（人）',
    '直接经济损失（万元）',
    '情况',
  ],
  rows: rows.map(({ name, day, type, level, dead, injured, loss, detail }): Cell[] => [
    name,
    { day },
    type,
    level,
    dead,
    injured,
    loss === null ? null : Number(loss),
    detail,
  ]),
})

function progress(policies: PolicySet, cycle: Cycle, names: ReadonlyMap<string, string>, on: Day): SheetOut {
  const { evaluation } = judgeCycle(policies, cycle, on)
  const records = Object.values(cycle.steps)
  return {
    name: '评定进展',
    headings: ['环节', '结果', '日期', '文号或纪要', '登记人'],
    rows: [
      ...evaluation.conditions.map(({ label, verdict }): Cell[] => [
        label,
        verdict === 'pass' ? '已完成' : '未完成',
        null,
        null,
        null,
      ]),
      ...records.map(({ step, doneOn, reference, recordedBy }): Cell[] => [
        STEP_WORDS[step],
        '已登记',
        { day: doneOn },
        reference,
        names.get(recordedBy) ?? recordedBy,
      ]),
      ...(cycle.publishedOn ? [['公布', '已完成', { day: cycle.publishedOn }, null, null] as Cell[]] : []),
    ],
  }
}

const about = ({ year, candidates }: Cycle, now: Date): SheetOut => ({
  name: '说明',
  headings: ['项目', '内容'],
  rows: [
    ['材料', `${year}年倍增培育企业名录评定材料`],
    ['导出日期', { day: dayOf(now) }],
    ['候选企业', candidates.length],
    ['留痕编号', '每次按规则判断都留有编号，含当时的规则原文、数据和来源，可以重算核对。'],
    ['事故', '列上年度和当年登记的事故；较大及以上的当年不予奖励，不影响名录资格。'],
    ['时间窗口', `${year}年1月1日至2月末日，文件只写“年初”，待主管部门确认。`],
  ],
})
