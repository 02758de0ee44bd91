import Big from 'big.js'
import { eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { incident } from '../../../db/schema/index.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import { accidentTypesOf, hasRole } from '../../people/may.ts'
import type { Actor } from '../../people/roles.ts'
import { ACCIDENT_LEVELS } from '../../rules/facts.ts'
import { STANDS } from '../accidents.ts'
import { doubtOf, type Incident, incidentsOf } from '../incidents.ts'
import { readChoice, readDate, readMoney, readText } from './cells.ts'
import { FIRM_COLUMNS, readFirm, readFirms } from './firms.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

const TYPES = ['安全生产', '环境污染'] as const

interface IncidentRecord {
  uscc: string
  happenedOn: Day
  type: Incident['type']
  level: Incident['level']
  /** Casualties or loss say another (D-12); whoever confirms the table stands by it. */
  isLevelDoubted: boolean
  dead: number | null
  injured: number | null
  /** 万元, as text. */
  loss: string | null
  detail: string | null
}

/** Kinds of accidents an actor may put in; the operator both. */
const typesOf = (actor: Actor): readonly Incident['type'][] =>
  actor.kind === 'operator' ? TYPES : actor.kind === 'person' ? accidentTypesOf(actor) : []

/** 事故: what 应急, 生态环境 and the office have registered and what stands of it. */
export const incidents: List<IncidentRecord> = {
  kind: 'incidents',
  title: '事故',
  called: /事故/,
  columns: [
    ...FIRM_COLUMNS,
    {
      title: '发生日期',
      also: ['事故日期', '日期', '发生时间', '事故发生时间', '事故时间'],
      isRequired: true,
      hint: '如 2023-11-12',
    },
    { title: '类型', also: ['事故类型', '事故类别'], isRequired: true, hint: TYPES.join('、') },
    { title: '等级', also: ['事故等级'], isRequired: true, hint: ACCIDENT_LEVELS.join('、') },
    { title: '死亡', also: ['死亡人数'], hint: '人；不清楚不填' },
    { title: '重伤', also: ['重伤人数', '重伤或中毒', '受伤人数'], hint: '人，含中毒；不清楚不填' },
    { title: '直接经济损失', also: ['经济损失', '损失'], unit: '万元', hint: '万元；不清楚不填' },
    { title: '情况', also: ['事故情况', '简要情况', '简要经过', '事故经过'], hint: '一两句话' },
  ],
  examples: [
    {
      统一社会信用代码: '91430400DEM000014F',
      企业名称: '衡阳金杯电工有限公司',
      发生日期: { day: '2023-05-09' },
      类型: '安全生产',
      等级: '一般',
      死亡: 0,
      重伤: 1,
      直接经济损失: 38.5,
      情况: '机械伤害',
    },
  ],
  tables: [incident],
  mayImport: actor => typesOf(actor).length > 0,
  mayExport: actor => typesOf(actor).length > 0 || hasRole(actor, 'leader'),
  async reader(db, { actor, now, policies }) {
    const firms = await readFirms(db)
    const types = typesOf(actor)
    return (row, notes) => {
      const firm = readFirm(row, firms, notes)
      const happenedOn = readDate(row, '发生日期', notes)
      const type = readChoice<Incident['type']>(row, '类型', TYPES, notes, TYPE_WORDS)
      const level = readChoice<Incident['level']>(row, '等级', ACCIDENT_LEVELS, notes, LEVEL_WORDS)
      const [dead, injured] = [readPeople(row, '死亡', notes), readPeople(row, '重伤', notes)]
      const loss = readMoney(row, '直接经济损失', notes)
      const detail = readText(row, '情况', notes, { longest: 500 })
      if (happenedOn && happenedOn > dayOf(now)) notes.reject('发生日期', happenedOn, '还没有到，请核对。')
      if (type && !types.includes(type))
        notes.reject(
          '类型',
          type,
          `${type}事故由${type === '安全生产' ? '应急管理' : '生态环境'}部门和领导小组办公室登记。`,
        )
      if (!firm || !happenedOn || !type || !level) return null
      const doubt = doubtOf(policies, { happenedOn, type, level, dead, injured, loss }, dayOf(now))
      if (doubt) notes.warn('等级', level, doubt)
      const isLevelDoubted = doubt !== null
      return {
        ...{ uscc: firm.uscc, happenedOn, type, level, isLevelDoubted },
        ...{ dead, injured, loss: loss?.toFixed() ?? null, detail },
      }
    }
  },
  keyOf: ({ uscc, happenedOn, type }) => [uscc, happenedOn, type].join(' '),
  save,
  rows: exportRows,
}

/** What reports call them; the kinds of GB/T 6441 are all of safety at work. */
const TYPE_WORDS: Readonly<Record<string, Incident['type']>> = {
  ...Object.fromEntries(
    [
      ...['安全', '安全事故', '生产安全', '生产安全事故', '安全生产事故', '物体打击', '车辆伤害', '机械伤害'],
      ...['起重伤害', '触电', '淹溺', '灼烫', '火灾', '高处坠落', '坍塌', '冒顶片帮', '透水', '放炮', '爆炸'],
      ...['火药爆炸', '瓦斯爆炸', '锅炉爆炸', '容器爆炸', '其他爆炸', '中毒和窒息', '中毒窒息', '其他伤害'],
    ].map(word => [word, '安全生产' as const]),
  ),
  ...Object.fromEntries(
    ['环境', '环保', '环境事件', '突发环境事件', '环境污染事故', '环境事故', '污染'].map(word => [
      word,
      '环境污染' as const,
    ]),
  ),
}

const LEVEL_WORDS: Readonly<Record<string, Incident['level']>> = {
  特大: '特别重大',
  ...Object.fromEntries(
    ACCIDENT_LEVELS.flatMap(level => ['事故', '级', '事件'].map(word => [`${level}${word}`, level])),
  ),
}

function readPeople(row: DataRow, column: string, notes: RowNotes): number | null {
  const text = row
    .cell(column)
    .normalize('NFKC')
    .replace(/[人名\s]/g, '')
  if (text === '') return null
  if (text === '无') return 0
  if (/^\d{1,5}(\.0+)?$/.test(text)) return Math.trunc(Number(text))
  notes.reject(column, row.cell(column), '应是不小于 0 的整数，不清楚可以不填。')
  return null
}

/** An accident is known by its enterprise, day and type; what a row says otherwise of it corrects it, the old is kept. */
async function save(db: Db, records: readonly IncidentRecord[], { by, now }: Importer): Promise<Saved> {
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const old = (await incidentsOf(db, record.uscc)).find(
      one => one.happenedOn === record.happenedOn && one.type === record.type,
    )
    if (old && isSame(old, record)) {
      saved.same++
      continue
    }
    const merged = old ? { ...record, ...kept(old, record) } : record
    const [row] = await db
      .insert(incident)
      .values({ ...merged, reportedBy: by, recordedAt: now, ...(old && { reason: '表格导入更正' }) })
      .returning({ id: incident.id })
    if (!row) throw new Error('the accident was not stored')
    if (old) await db.update(incident).set({ replacedBy: row.id }).where(eq(incident.id, old.id))
    saved[old ? 'changed' : 'added']++
  }
  return saved
}

/** An empty cell changes nothing. */
const kept = (old: Incident, record: IncidentRecord) => ({
  dead: record.dead ?? old.dead,
  injured: record.injured ?? old.injured,
  loss: record.loss ?? old.loss,
  detail: record.detail ?? old.detail,
})

function isSame(old: Incident, record: IncidentRecord): boolean {
  const { dead, injured, loss, detail } = kept(old, record)
  const isLoss = loss === old.loss || (loss !== null && old.loss !== null && new Big(loss).eq(old.loss))
  return (
    record.level === old.level &&
    dead === old.dead &&
    injured === old.injured &&
    isLoss &&
    detail === old.detail
  )
}

async function* exportRows(db: Db, actor: Actor): AsyncIterable<ListRow> {
  const types = typesOf(actor)
  const rows = await rowsOf<Omit<IncidentRecord, 'isLevelDoubted'> & { name: string }>(
    db,
    sql`select i.uscc, e.name, i.happened_on::text as "happenedOn", i.type, i.level, i.dead, i.injured,
        i.loss::text, i.detail
      from incident i join enterprise e on e.uscc = i.uscc where ${STANDS} order by i.happened_on, i.id`,
  )
  for (const row of rows)
    if (types.length === 0 || types.includes(row.type))
      yield {
        统一社会信用代码: row.uscc,
        企业名称: row.name,
        发生日期: { day: row.happenedOn },
        类型: row.type,
        等级: row.level,
        死亡: row.dead,
        重伤: row.injured,
        直接经济损失: row.loss === null ? null : Number(row.loss),
        情况: row.detail,
      }
}
