import type { Db } from '../../../db/client.ts'
import { enterprise, STATUSES, statusPeriod } from '../../../db/schema/index.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { mayExportLists, mayKeepEnterprise, mayKeepEnterprises, maySeeFigures } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { isSamePeriod, type Period } from '../enterprise/periods.ts'
import { readRegistered } from '../enterprise/read.ts'
import { afterStay, type SaidStay } from '../enterprise/said.ts'
import { type Effect, writeEnterprises } from '../enterprise/write.ts'
import { readChoice, readDate, readText } from './cells.ts'
import { FIRM_COLUMNS, readFirm, readFirms } from './firms.ts'
import { countEffects, type Importer, type List, type ListRow, type Saved } from './list.ts'

interface StayRecord extends SaidStay {
  uscc: string
}

/** 规上入统起止: from when until when enterprises were above scale and in the statistics, every stay a row. */
export const stays: List<StayRecord> = {
  kind: 'stays',
  title: '规上入统起止',
  called: /入规退规|规上入统|(?:入规|退规|入统|退库)(?:企业)?(?:名单|台账|情况|明细|起止)/,
  columns: [
    ...FIRM_COLUMNS,
    { title: '状态', also: ['类型', '类别'], isRequired: true, canBeSaid: true, hint: STATUSES.join('、') },
    {
      title: '进入日期',
      also: ['入规日期', '入规时间', '入统日期', '入库时间', '进入时间'],
      hint: '如 2022-03-01',
    },
    {
      title: '退出日期',
      also: ['退规日期', '退规时间', '退库日期', '退库时间', '退出时间'],
      hint: '不再在内的第一天；还在的不填',
    },
    { title: '入库方式', also: ['入规方式', '申报方式'], hint: '月度、年度' },
    { title: '退出原因', also: ['退规原因', '退库原因'], hint: '如 停产' },
  ],
  examples: [
    {
      统一社会信用代码: '91430424DEM000030X',
      企业名称: '衡东湘岳电气有限公司',
      状态: '规上',
      进入日期: { day: '2015-06-01' },
      退出日期: { day: '2022-12-31' },
      入库方式: '年度',
      退出原因: '主营业务收入低于2000万元',
    },
  ],
  tables: [enterprise, statusPeriod],
  mayImport: mayKeepEnterprises,
  mayExport: mayExportLists,
  async reader(db, { actor, now }) {
    const firms = await readFirms(db)
    const today = dayOf(now)
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      if (firm && !mayKeepEnterprise(actor, firm))
        notes.reject('统一社会信用代码', firm.uscc, `“${firm.name}”不是本县市区、园区的企业，请核对。`)
      const status = readChoice(row, '状态', STATUSES, notes, {
        规模以上: '规上',
        四上: '规上',
        在统: '入统',
      })
      const fromOn = readDate(row, '进入日期', notes)
      const toOn = readDate(row, '退出日期', notes)
      const entry = readChoice(row, '入库方式', ['月度', '年度'] as const, notes, {
        月报: '月度',
        年报: '年度',
      })
      const exitReason = readText(row, '退出原因', notes, { longest: 100 })
      for (const [column, day] of [
        ['进入日期', fromOn],
        ['退出日期', toOn],
      ] as const)
        if (day && day > today) notes.reject(column, day, '还没有到，请核对。')
      if (fromOn && toOn && toOn < fromOn) notes.reject('退出日期', toOn, `早于进入日期 ${fromOn}，请核对。`)
      return firm && status ? { uscc: firm.uscc, status, fromOn, toOn, entry, exitReason } : null
    }
  },
  keyOf: ({ uscc, status, fromOn, toOn }) =>
    [uscc, status, fromOn ?? '', fromOn ? '' : (toOn ?? '')].join(' '),
  save,
  rows: exportRows,
}

/** The stays of an enterprise are told one after the other, the earliest first, so that each is held against those before. */
async function save(db: Db, records: readonly StayRecord[], importer: Importer): Promise<Saved> {
  const { by, now, batchId } = importer
  const before = await readRegistered(db, [...new Set(records.map(({ uscc }) => uscc))], { isLocked: true })
  const after = new Map(before)
  const ordered = [...records].sort((a, b) => (a.fromOn ?? '').localeCompare(b.fromOn ?? ''))
  const effects: Effect[] = []
  for (const { uscc, ...told } of ordered) {
    const firm = after.get(uscc)
    if (!firm) continue
    const next = afterStay(firm, told)
    const [was, is] = [firm.standing[told.status].periods, next.standing[told.status].periods]
    const isSame = was.length === is.length && is.every((one, i) => was[i] && isSamePeriod(one, was[i]))
    effects.push(isSame ? 'same' : was.length === is.length ? 'changed' : 'added')
    after.set(uscc, next)
  }
  const rewrites = [...before].flatMap(([uscc, old]) => {
    const next = after.get(uscc)
    return next ? [{ before: old, after: next }] : []
  })
  await writeEnterprises(db, rewrites, { by, now, batchId, reason: null })
  return countEffects(effects)
}

const PAGE = 2000

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const { byCode } = await readFirms(db)
  const codes = [...byCode.keys()].sort()
  const day = (on: Day | null) => on && { day: on }
  for (let from = 0; from < codes.length; from += PAGE)
    for (const { uscc, fields, standing } of (
      await readRegistered(db, codes.slice(from, from + PAGE))
    ).values()) {
      if (!maySeeFigures(actor, { uscc, ...fields })) continue
      for (const status of STATUSES)
        for (const { fromOn, toOn, entry, exitReason } of standing[status]
          .periods satisfies readonly Period[])
          yield {
            统一社会信用代码: uscc,
            企业名称: fields.name,
            状态: status,
            进入日期: day(fromOn),
            退出日期: day(toOn),
            入库方式: entry,
            退出原因: exitReason,
          }
    }
}
