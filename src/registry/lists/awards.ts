import type { Db } from '../../../db/client.ts'
import { AWARD_KINDS, award } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { hasRole, unitsOf } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { accidentsByFirm } from '../accidents.ts'
import { awards } from '../matters/awards.ts'
import { AWARD_DUTY } from '../projects/duty.ts'
import { readChoice, readDate, readMoney, readText } from './cells.ts'
import { FIRM_COLUMNS, readFirm, readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'
import { mayRead } from './project-parts.ts'

type Row = typeof award.$inferSelect

interface AwardRecord {
  no: string
  uscc: string
  year: number
  kind: Row['kind']
  /** 万元, as text. */
  amount: string
  clause: string
  state: Row['state']
  decidedOn: Day | null
  paidOn: Day | null
  voucher: string | null
  reason: string | null
}

const STATES = ['拟定', '已决定', '已兑付', '取消'] as const

const mayKeepAwards = (actor: Actor): boolean =>
  actor.kind === 'operator' || hasRole(actor, 'office') || unitsOf(actor).some(id => AWARD_DUTY.includes(id))

/**
 * 奖补台账. What is on it is decided, paid and taken back by the checks of the ledger, so a table only adds entries: one
 * that says otherwise of an entry there is gets rejected.
 */
export const awardList: List<AwardRecord> = {
  kind: 'awards',
  title: '奖补台账',
  called: /奖补|补贴资金|贴息(?:台账|表)/,
  columns: [
    { title: '台账编号', also: ['编号'], isRequired: true, hint: '台账里唯一的编号，如 JB2023-0001' },
    ...FIRM_COLUMNS,
    { title: '奖补年度', also: ['年度'], isRequired: true, hint: '奖的是哪一年，如 2023' },
    { title: '类别', also: ['奖补类别', '奖补类型'], isRequired: true, hint: AWARD_KINDS.join('、') },
    { title: '金额', also: ['奖补金额'], isRequired: true, unit: '万元', hint: '单位不同请写在表头里' },
    { title: '依据条款', also: ['政策依据', '依据'], isRequired: true, hint: '文件和条款' },
    { title: '状态', hint: `${STATES.join('、')}；不填按有无兑付、决定日期` },
    { title: '决定日期', also: ['决定时间'], hint: '如 2023-05-10' },
    { title: '兑付日期', also: ['拨付日期', '兑付时间'], hint: '如 2023-06-20' },
    { title: '拨付凭证号', also: ['凭证号', '凭证'], hint: '已兑付的填' },
    { title: '说明', also: ['备注', '核定理由'], hint: '取消的写明原因' },
  ],
  examples: [
    {
      台账编号: 'CZ2022-015',
      统一社会信用代码: '91430400DEM000014F',
      奖补年度: 2022,
      类别: '贴息',
      金额: 26.04,
      依据条款: '扩能升级若干政策措施·技改贴息',
      状态: '已兑付',
      决定日期: '2022-11-10',
      兑付日期: '2022-12-01',
      拨付凭证号: 'CZ-2022-118',
    },
  ],
  tables: [award],
  mayImport: mayKeepAwards,
  mayExport: mayKeepAwards,
  async reader(db, { now }) {
    const firms = await readFirms(db)
    const accidents = await accidentsByFirm(db)
    const standing = await recordsOf(db)
    const today = dayOf(now)
    const isSerious = (uscc: string, year: number) =>
      (accidents.get(uscc) ?? []).some(
        ({ date, level }) => date?.startsWith(String(year)) && level !== '一般',
      )
    return (row, notes) => {
      const no = readText(row, '台账编号', notes, { longest: 40 })
      const firm = readFirm(row, firms, notes)
      const said = row.cell('奖补年度')
      const year = Number(/^(20\d\d)年?$/.exec(said)?.[1] ?? 0)
      if (said !== '' && (year < 2021 || year > Number(today.slice(0, 4))))
        notes.reject('奖补年度', said, '请填 2021 年以来的年份，如 2023。')
      const kind = readChoice(row, '类别', AWARD_KINDS, notes)
      const amount = readMoney(row, '金额', notes)
      if (amount?.eq(0)) notes.reject('金额', '0', '要大于 0，请核对。')
      const clause = readText(row, '依据条款', notes)
      const decidedOn = readDate(row, '决定日期', notes)
      const paidOn = readDate(row, '兑付日期', notes)
      const voucher = readText(row, '拨付凭证号', notes, { longest: 60 })
      const reason = readText(row, '说明', notes)
      const state =
        readChoice(row, '状态', STATES, notes) ?? (paidOn ? '已兑付' : decidedOn ? '已决定' : '拟定')
      if ((state === '已决定' || state === '已兑付') && !decidedOn)
        notes.reject('决定日期', '', `状态是“${state}”，请填决定日期。`)
      if (state === '已兑付' && !(paidOn && voucher))
        notes.reject('兑付日期', '', '已兑付的请填兑付日期和拨付凭证号。')
      if ((decidedOn ?? today) > today) notes.reject('决定日期', decidedOn ?? '', '还没有到，请核对。')
      if (paidOn && (paidOn > today || (decidedOn && paidOn < decidedOn)))
        notes.reject('兑付日期', paidOn, '要在决定之后、今天之前，请核对。')
      if (!no || !firm || !kind || !amount || !clause || year === 0) return null
      if (state !== '取消' && isSerious(firm.uscc, year))
        notes.warn('企业名称', firm.name, `${year}年有较大及以上事故，请核对是否触发一票否决。`)
      const record = {
        no,
        uscc: firm.uscc,
        year,
        kind,
        amount: amount.toFixed(4),
        clause,
        state,
        decidedOn,
        paidOn,
        voucher,
        reason,
      }
      const old = standing.get(no)
      if (old && !isSame(old, record))
        notes.reject('台账编号', no, '已在台账里，内容不同；决定、兑付、取消请在奖补台账里办理。')
      return record
    }
  },
  keyOf: ({ no }) => no,
  save,
  rows,
}

const isSame = (a: AwardRecord, b: AwardRecord): boolean =>
  (Object.keys(b) as (keyof AwardRecord)[]).every(key => a[key] === b[key])

async function recordsOf(db: Db): Promise<ReadonlyMap<string, AwardRecord>> {
  const rows = await db.select().from(award)
  return new Map(
    rows.map(({ no, uscc, year, kind, amount, clause, state, decidedOn, paidOn, voucher, reason }) => [
      no,
      { no, uscc, year, kind, amount, clause, state, decidedOn, paidOn, voucher, reason },
    ]),
  )
}

async function save(db: Db, records: readonly AwardRecord[], { by, now }: Importer): Promise<Saved> {
  const standing = await recordsOf(db)
  const fresh = records.filter(({ no }) => !standing.has(no))
  if (fresh.length > 0)
    await db.insert(award).values(
      fresh.map(one => ({
        ...one,
        proposedBy: by,
        proposedAt: now,
        decidedBy: one.decidedOn ? by : null,
        paidBy: one.paidOn ? by : null,
      })),
    )
  return { added: fresh.length, changed: 0, same: records.length - fresh.length }
}

async function* rows(db: Db, actor: Actor): AsyncGenerator<ListRow> {
  const firms = await readFirms(db)
  for (const one of await awards(db)) {
    if (!mayRead(actor, one)) continue
    yield {
      台账编号: one.no,
      统一社会信用代码: one.uscc,
      企业名称: firms.byCode.get(one.uscc)?.name ?? null,
      奖补年度: one.year,
      类别: one.kind,
      金额: Number(one.amount),
      依据条款: one.clause,
      状态: one.state,
      决定日期: one.decidedOn && { day: one.decidedOn },
      兑付日期: one.paidOn && { day: one.paidOn },
      拨付凭证号: one.voucher,
      说明: one.reason,
    }
  }
}
