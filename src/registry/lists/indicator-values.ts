import Big from 'big.js'
import type { Db } from '../../../db/client.ts'
import { indicatorValue, unit } from '../../../db/schema/index.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import { scopesOf } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { parsePeriod, sayPeriod } from '../period.ts'
import { isSameMacro, MACRO, type MacroValue, macroIn, macroValues } from '../targets/macro.ts'
import { CITY, PROVINCE } from '../targets/targets.ts'
import { readDate, readText } from './cells.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

type MacroRecord = Omit<MacroValue, 'by'>

const PUBLISHERS = ['dept-stats', 'dept-industry', 'dept-tax']
const seesAll = (actor: Actor): boolean =>
  actor.kind === 'operator' ||
  scopesOf(actor, 'office').length > 0 ||
  scopesOf(actor, 'department').some(id => PUBLISHERS.includes(id))
const mayFor = (actor: Actor, placeId: string): boolean =>
  seesAll(actor) || scopesOf(actor, 'county').includes(placeId)

/** 宏观指标: what was published of a place in a period. Only ever added; another value of the same is a newer one. */
export const indicatorValues: List<MacroRecord> = {
  kind: 'indicator-values',
  title: '宏观指标',
  columns: [
    { title: '单位', also: ['地区', '县市区'], isRequired: true, hint: '湖南省、衡阳市，或县市区、园区名称' },
    {
      title: '指标',
      also: ['指标名称'],
      isRequired: true,
      hint: `${MACRO.map(({ name }) => name).join('、')}，或其他`,
    },
    { title: '产业', hint: '只在指标是“产业年产值”时填' },
    { title: '期间', also: ['时间', '月份'], isRequired: true, canBeSaid: true, hint: '如 2023年1-10月、2022年' },
    { title: '数值', also: ['总量', '累计'], hint: '没有公布总量的不填' },
    { title: '数值单位', also: ['计量单位'], hint: '亿元、家、分' },
    { title: '同比（%）', also: ['同比', '增速', '同比增长'], hint: '下降填负数' },
    { title: '排名', also: ['位次', '全省排名'], hint: '如 2' },
    { title: '排名范围', hint: '全省、全国、全市；不填为全省' },
    { title: '高于全国（百分点）', also: ['高于全国'], hint: '低于填负数' },
    { title: '高于全省（百分点）', also: ['高于全省'], hint: '低于填负数' },
    { title: '出处', also: ['来源', '数据来源'], isRequired: true, canBeSaid: true, hint: '如 市统计局月度快报' },
    { title: '公布日期', hint: '可不填' },
  ],
  examples: [
    {
      单位: '衡阳市',
      指标: '规模工业增加值',
      产业: null,
      期间: '2023年1—9月',
      数值: null,
      数值单位: null,
      '同比（%）': 6.1,
      排名: 3,
      排名范围: '全省',
      '高于全国（百分点）': 2.1,
      '高于全省（百分点）': 1.2,
      出处: '示例，不是真实数据',
      公布日期: { day: '2023-10-20' },
    },
  ],
  tables: [indicatorValue],
  mayImport: actor => seesAll(actor) || scopesOf(actor, 'county').length > 0,
  mayExport: actor =>
    seesAll(actor) ||
    scopesOf(actor, 'admin', 'leader', 'county', 'department', 'chain', 'observer').length > 0,
  async reader(db, { actor }) {
    const places = await placesByName(db)
    return (row, notes) => {
      const place = places.get(row.cell('单位').replace(/\s/g, ''))
      if (!place)
        notes.reject('单位', row.cell('单位'), '没有登记过这个单位，请写湖南省、衡阳市或县市区、园区的名称。')
      if (place && !mayFor(actor, place)) notes.reject('单位', row.cell('单位'), '不是您所在单位的指标。')
      const said = readText(row, '指标', notes, { longest: 40 })
      const indicator =
        said === null ? null : (MACRO.find(({ name }) => name === said)?.name ?? macroIn(said) ?? said)
      const subject = readText(row, '产业', notes, { longest: 40 }) ?? ''
      const period = parsePeriod(row.cell('期间'))
      if (!period) notes.reject('期间', row.cell('期间'), '看不懂，请写 2023年1-10月 或 2022年。')
      const value = readNumber(row, '数值', notes)
      const growth = readNumber(row, '同比（%）', notes, true)
      const rank = readNumber(row, '排名', notes)
      if (rank && (!rank.round(0).eq(rank) || rank.lt(1)))
        notes.reject('排名', row.cell('排名'), '应是大于0的整数。')
      const source = readText(row, '出处', notes, { longest: 100 })
      if (said && !value && !growth && !rank)
        notes.reject('数值', '', '数值、同比、排名都没有填，至少填一项。')
      if (!place || !indicator || !period || !source || (!value && !growth && !rank)) return null
      return {
        placeId: place,
        indicator,
        subject,
        period: period.text,
        value,
        unit:
          readText(row, '数值单位', notes, { longest: 10 }) ??
          MACRO.find(({ name }) => name === indicator)?.unit ??
          null,
        growth,
        rank: rank ? Number(rank) : null,
        rankedIn: readText(row, '排名范围', notes, { longest: 10 }) ?? (rank ? '全省' : null),
        aboveNation: readNumber(row, '高于全国（百分点）', notes),
        aboveProvince: readNumber(row, '高于全省（百分点）', notes),
        source,
        publishedOn: readDate(row, '公布日期', notes),
      }
    }
  },
  keyOf: ({ placeId, indicator, subject, period }) => [placeId, indicator, subject, period].join(' '),
  save,
  rows: exportRows,
}

/** A plain number; of growth also with a percent sign behind it. */
function readNumber(row: DataRow, column: string, notes: RowNotes, isPercent = false): Big | null {
  const text = row.cell(column).normalize('NFKC').replace(/[,\s]/g, '')
  if (text === '' || text === '—' || text === '-') return null
  const plain = (isPercent ? text.replace(/%$/, '') : text).replace(/^第|[名位]$|个?百分点$/g, '')
  if (/^-?\d{1,12}(?:\.\d{1,4})?$/.test(plain)) return new Big(plain)
  notes.reject(column, row.cell(column), '不是数字，请只填数。')
  return null
}

async function placesByName(db: Db): Promise<ReadonlyMap<string, string>> {
  const units = await db.select().from(unit)
  return new Map([
    ...units
      .filter(({ kind }) => kind === 'county' || kind === 'park')
      .flatMap(({ id, name, aliases }) => [name, ...aliases].map((word): [string, string] => [word, id])),
    ['湖南省', PROVINCE],
    ['全省', PROVINCE],
    ['衡阳市', CITY],
    ['全市', CITY],
  ])
}

async function save(db: Db, records: readonly MacroRecord[], { by, now }: Importer): Promise<Saved> {
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const [old] = await macroValues(db, record)
    if (old && isSameMacro(old, record)) {
      saved.same++
      continue
    }
    await db.insert(indicatorValue).values({
      ...record,
      value: record.value?.toFixed() ?? null,
      growth: record.growth?.toFixed() ?? null,
      aboveNation: record.aboveNation?.toFixed() ?? null,
      aboveProvince: record.aboveProvince?.toFixed() ?? null,
      reportedBy: by,
      reportedAt: now,
    })
    saved[old ? 'changed' : 'added']++
  }
  return saved
}

async function* exportRows(db: Db): AsyncIterable<ListRow> {
  const units = await db.select().from(unit)
  const names = new Map<string, string>([
    ...units.map(({ id, name }): [string, string] => [id, name]),
    [PROVINCE, '湖南省'],
    [CITY, '衡阳市'],
  ])
  const number = (value: Big | null) => (value === null ? null : Number(value.toFixed()))
  for (const row of await macroValues(db, {}))
    yield {
      单位: names.get(row.placeId) ?? row.placeId,
      指标: row.indicator,
      产业: row.subject || null,
      期间: sayPeriod(row.period),
      数值: number(row.value),
      数值单位: row.unit,
      '同比（%）': number(row.growth),
      排名: row.rank,
      排名范围: row.rankedIn,
      '高于全国（百分点）': number(row.aboveNation),
      '高于全省（百分点）': number(row.aboveProvince),
      出处: row.source,
      公布日期: row.publishedOn === null ? null : { day: row.publishedOn },
    }
}
