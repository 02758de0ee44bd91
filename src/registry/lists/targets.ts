import Big from 'big.js'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../../../db/client.ts'
import { TARGET_INDICATORS, target, unit } from '../../../db/schema/index.ts'
import { hasRole, scopesOf } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { CITY, PROVINCE, type TargetIndicator } from '../targets/targets.ts'
import { readChoice, readMoney, readText, readTick } from './cells.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

interface TargetRecord {
  level: '省' | '市' | '县'
  placeId: string
  indicator: TargetIndicator
  subject: string
  year: number
  isYearly: boolean | null
  value: string
  isStrict: boolean | null
  lead: string | null
  document: string
  clause: string | null
  status: '施行' | '征求意见稿' | null
  doubt: string | null
}

const LEVELS = ['省', '市', '县'] as const
const STATES = ['施行', '征求意见稿'] as const
/** 万元 where it is money; a head count else. */
const unitOf = (indicator: TargetIndicator): string =>
  indicator === '产业年产值'
    ? '万元'
    : indicator === '十亿级企业'
      ? '户'
      : /规上/.test(indicator)
        ? '家'
        : '个'

const mayFor = (actor: Actor, placeId: string): boolean =>
  actor.kind === 'operator' ||
  scopesOf(actor, 'office').length > 0 ||
  scopesOf(actor, 'county').includes(placeId)

/** 目标: every target that stands. */
export const targets: List<TargetRecord> = {
  kind: 'targets',
  title: '目标',
  called: /目标(?:任务|表|分解)/,
  columns: [
    { title: '层级', isRequired: true, hint: LEVELS.join('、') },
    {
      title: '单位',
      also: ['地区', '县市区', '县市区（园区）'],
      isRequired: true,
      hint: '湖南省、衡阳市，或县市区、园区名称',
    },
    { title: '指标', isRequired: true, hint: TARGET_INDICATORS.join('、') },
    { title: '领域或产业', also: ['领域', '产业'], hint: '全部的不填' },
    { title: '年份', also: ['年度', '目标年份'], isRequired: true, hint: '如 2023' },
    { title: '每年', hint: '是＝从这一年起每年都是这个目标' },
    { title: '目标值', also: ['目标', '目标数'], isRequired: true, hint: '家、个、户；产值填万元' },
    { title: '超过', hint: '是＝要超过这个数，不含本数' },
    { title: '牵头单位', hint: '可不填' },
    { title: '文件', also: ['出处', '依据'], isRequired: true, hint: '文件名、文号或会议' },
    { title: '原文', also: ['条款'], hint: '目标在文件里怎么写的' },
    { title: '状态', hint: STATES.join('、') },
    { title: '存疑', hint: '原文有疑问的写在这里' },
  ],
  examples: [
    {
      层级: '县',
      单位: '衡东县',
      指标: '新增规上',
      领域或产业: null,
      年份: 2023,
      每年: '否',
      目标值: 12,
      超过: '否',
      牵头单位: null,
      文件: '2023年目标分解表',
      原文: null,
      状态: '施行',
      存疑: null,
    },
  ],
  tables: [target],
  mayImport: actor => actor.kind === 'operator' || hasRole(actor, 'office', 'county'),
  mayExport: actor =>
    actor.kind === 'operator' || hasRole(actor, 'office', 'admin', 'leader', 'county', 'department'),
  async reader(db, { actor }) {
    const places = await placesByName(db)
    return (row, notes) => {
      const level = readChoice(row, '层级', LEVELS, notes, {
        全省: '省',
        全市: '市',
        县市区: '县',
        园区: '县',
      })
      const place = places.get(row.cell('单位').replace(/\s/g, ''))
      if (!place)
        notes.reject('单位', row.cell('单位'), '没有登记过这个单位，请写湖南省、衡阳市或县市区、园区的名称。')
      const indicator = readChoice<TargetIndicator>(row, '指标', TARGET_INDICATORS, notes, {
        新增: '新增规上',
        净增: '净增规上',
        新增规模工业企业: '新增规上',
        净增规模工业企业: '净增规上',
      })
      const subject = readText(row, '领域或产业', notes, { longest: 40 }) ?? ''
      const said = row
        .cell('年份')
        .normalize('NFKC')
        .replace(/[年度\s]/g, '')
        .replace(/\.0+$/, '')
      const year = /^20\d\d$/.test(said) ? Number(said) : null
      if (year === null) notes.reject('年份', row.cell('年份'), '请写四位数字，例如 2023。')
      const amount =
        indicator === '产业年产值' ? readMoney(row, '目标值', notes) : countOf(row.cell('目标值'))
      if (!amount) notes.reject('目标值', row.cell('目标值'), '不是数字，请只填数。')
      const document = readText(row, '文件', notes, { longest: 100 })
      const isYearly = readTick(row, '每年', notes)
      const isStrict = readTick(row, '超过', notes)
      const status = readChoice(row, '状态', STATES, notes, { 正式: '施行', 草案: '征求意见稿' })
      const lead = readText(row, '牵头单位', notes, { longest: 100 })
      const clause = readText(row, '原文', notes, { longest: 300 })
      const doubt = readText(row, '存疑', notes, { longest: 200 })
      if (place && !mayFor(actor, place))
        notes.reject('单位', row.cell('单位'), '不是您所在单位的目标，请由办公室导入。')
      if (!level || !place || !indicator || year === null || !amount || !document) return null
      return {
        level,
        placeId: place,
        indicator,
        subject,
        year,
        isYearly,
        value: amount.toFixed(),
        isStrict,
        lead,
        document,
        clause,
        status,
        doubt,
      }
    }
  },
  keyOf: ({ placeId, indicator, subject, year }) => [placeId, indicator, subject, year].join(' '),
  save,
  rows: exportRows,
}

function countOf(text: string): Big | null {
  const plain = text.normalize('NFKC').replace(/[家个户以上,\s]/g, '')
  return /^\d{1,7}(?:\.\d{1,4})?$/.test(plain) ? new Big(plain) : null
}

const PLACE_NAMES: readonly [string, string][] = [
  ['湖南省', PROVINCE],
  ['全省', PROVINCE],
  ['衡阳市', CITY],
  ['全市', CITY],
]

async function placesByName(db: Db): Promise<ReadonlyMap<string, string>> {
  const units = await db.select().from(unit)
  return new Map([
    ...units
      .filter(({ kind }) => kind === 'county' || kind === 'park')
      .flatMap(({ id, name, aliases }) => [name, ...aliases].map((word): [string, string] => [word, id])),
    ...PLACE_NAMES,
  ])
}

async function save(db: Db, records: readonly TargetRecord[], { by, now }: Importer): Promise<Saved> {
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const [old] = await db
      .select()
      .from(target)
      .where(
        and(
          isNull(target.endedAt),
          eq(target.placeId, record.placeId),
          eq(target.indicator, record.indicator),
          eq(target.subject, record.subject),
          eq(target.year, record.year),
        ),
      )
    const next = {
      ...record,
      unit: old?.unit ?? unitOf(record.indicator),
      isYearly: record.isYearly ?? old?.isYearly ?? false,
      isStrict: record.isStrict ?? old?.isStrict ?? false,
      lead: record.lead ?? old?.lead ?? null,
      clause:
        record.clause ??
        old?.clause ??
        `${record.year}年${record.subject}${record.indicator}${new Big(record.value).toFixed()}`,
      status: record.status ?? old?.status ?? '施行',
      doubt: record.doubt ?? old?.doubt ?? null,
    }
    if (old && isSame(old, next)) {
      saved.same++
      continue
    }
    if (old) await db.update(target).set({ endedBy: by, endedAt: now }).where(eq(target.id, old.id))
    await db.insert(target).values({ ...next, setBy: by, setAt: now })
    saved[old ? 'changed' : 'added']++
  }
  return saved
}

const isSame = (
  old: typeof target.$inferSelect,
  next: Omit<typeof target.$inferInsert, 'setBy' | 'setAt'>,
): boolean =>
  new Big(old.value).eq(next.value) &&
  old.level === next.level &&
  old.isYearly === next.isYearly &&
  old.isStrict === next.isStrict &&
  old.lead === next.lead &&
  old.document === next.document &&
  old.clause === next.clause &&
  old.status === next.status &&
  old.doubt === next.doubt

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const units = await db.select().from(unit)
  const names = new Map<string, string>([
    ...units.map(({ id, name }): [string, string] => [id, name]),
    [PROVINCE, '湖南省'],
    [CITY, '衡阳市'],
  ])
  const rows = await db.select().from(target).where(isNull(target.endedAt)).orderBy(asc(target.id))
  const own = scopesOf(actor, 'county')
  const seesAll =
    actor.kind === 'operator' || scopesOf(actor, 'office', 'admin', 'leader', 'department').length > 0
  for (const row of rows) {
    if (!seesAll && row.level === '县' && !own.includes(row.placeId)) continue
    yield {
      层级: row.level,
      单位: names.get(row.placeId) ?? row.placeId,
      指标: row.indicator,
      领域或产业: row.subject || null,
      年份: row.year,
      每年: row.isYearly ? '是' : '否',
      目标值: Number(row.value),
      超过: row.isStrict ? '是' : '否',
      牵头单位: row.lead,
      文件: row.document,
      原文: row.clause,
      状态: row.status,
      存疑: row.doubt,
    }
  }
}
