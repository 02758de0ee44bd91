import { asc, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { campaign, campaignReport } from '../../../db/schema/index.ts'
import type { DataRow } from '../../lib/tables/headings.ts'
import type { RowNotes } from '../../lib/tables/report.ts'
import type { Day } from '../../lib/time.ts'
import { scopesOf } from '../../people/may.ts'
import { readDate, readText } from './cells.ts'
import type { Importer, List, ListRow, Saved } from './list.ts'

interface CampaignRecord {
  name: string
  startsOn: Day
  endsOn: Day | null
  cadres: number | null
  enterprises: number | null
  collected: number | null
  solved: number | null
  source: string | null
}

/** 专项行动 with the totals it reports of itself; what is recorded here is counted beside them. */
export const campaigns: List<CampaignRecord> = {
  kind: 'campaigns',
  title: '专项行动',
  columns: [
    { title: '名称', also: ['行动名称', '专项行动'], isRequired: true, hint: '如 解难题攻坚月' },
    { title: '开始日期', also: ['开始时间', '起'], isRequired: true, hint: '如 2022-06-15' },
    { title: '结束日期', also: ['结束时间', '止'], hint: '没有定的不填' },
    { title: '选派干部', also: ['干部人数'], hint: '填报数，名' },
    { title: '联系企业', also: ['联系服务企业'], hint: '填报数，家' },
    { title: '收集问题', also: ['收集企业问题'], hint: '填报数，个' },
    { title: '解决问题', also: ['已解决问题'], hint: '填报数，个' },
    { title: '出处', also: ['来源', '填报单位'], hint: '数由谁汇总、哪天的' },
  ],
  examples: [
    {
      名称: '解难题攻坚月',
      开始日期: { day: '2022-09-01' },
      结束日期: { day: '2022-09-30' },
      选派干部: 0,
      联系企业: 0,
      收集问题: 0,
      解决问题: 0,
    },
  ],
  tables: [campaign, campaignReport],
  mayImport: actor => actor.kind === 'operator' || scopesOf(actor, 'office').length > 0,
  mayExport: actor => actor.kind === 'operator' || scopesOf(actor, 'office', 'admin', 'leader').length > 0,
  async reader() {
    return (row, notes) => {
      const name = readText(row, '名称', notes, { longest: 60 })
      const startsOn = readDate(row, '开始日期', notes)
      const endsOn = readDate(row, '结束日期', notes)
      if (startsOn && endsOn && endsOn < startsOn)
        notes.reject('结束日期', endsOn, '在开始日期之前，请核对。')
      const [cadres, enterprises, collected, solved] = (
        ['选派干部', '联系企业', '收集问题', '解决问题'] as const
      ).map(column => readCount(row, column, notes))
      if (typeof collected === 'number' && typeof solved === 'number' && solved > collected)
        notes.reject('解决问题', String(solved), `多于收集的${collected}个，请核对。`)
      const source = readText(row, '出处', notes, { longest: 100 })
      if (!name || !startsOn) return null
      return {
        name,
        startsOn,
        endsOn,
        cadres: cadres ?? null,
        enterprises: enterprises ?? null,
        collected: collected ?? null,
        solved: solved ?? null,
        source,
      }
    }
  },
  keyOf: ({ name }) => name,
  save,
  rows: exportRows,
}

function readCount(row: DataRow, column: string, notes: RowNotes): number | null {
  const text = row
    .cell(column)
    .normalize('NFKC')
    .replace(/[名家个件,\s]/g, '')
  if (text === '') return null
  if (/^\d{1,8}(?:\.0+)?$/.test(text)) return Math.trunc(Number(text))
  notes.reject(column, row.cell(column), '应是不小于0的整数；“3.13万”请写成 31300。')
  return null
}

const TOTALS = ['cadres', 'enterprises', 'collected', 'solved'] as const

/** Totals reported anew are added to those reported before; an empty cell says nothing. */
async function save(db: Db, records: readonly CampaignRecord[], { by, now }: Importer): Promise<Saved> {
  const known = new Map((await db.select().from(campaign)).map(row => [row.name, row]))
  const saved: Saved = { added: 0, changed: 0, same: 0 }
  for (const record of records) {
    const old = known.get(record.name)
    const totals = {
      cadres: record.cadres ?? old?.cadres ?? 0,
      enterprises: record.enterprises ?? old?.enterprises ?? 0,
      collected: record.collected ?? old?.collected ?? 0,
      solved: record.solved ?? old?.solved ?? 0,
    }
    const days = { startsOn: record.startsOn, endsOn: record.endsOn ?? old?.endsOn ?? null }
    const isReported = old === undefined || TOTALS.some(key => old[key] !== totals[key])
    if (!isReported && old.startsOn === days.startsOn && old.endsOn === days.endsOn) {
      saved.same++
      continue
    }
    const id = old?.id ?? crypto.randomUUID()
    await db
      .insert(campaign)
      .values({ id, name: record.name, ...days, ...totals })
      .onConflictDoUpdate({ target: campaign.id, set: { ...days, ...totals } })
    if (isReported)
      await db.insert(campaignReport).values({
        campaignId: id,
        ...totals,
        source: record.source ?? '专项行动表',
        reportedBy: by,
        reportedAt: now,
      })
    saved[old ? 'changed' : 'added']++
  }
  return saved
}

async function* exportRows(db: Db): AsyncIterable<ListRow> {
  const sources = await rowsOf<{ id: string; source: string }>(
    db,
    sql`select distinct on (campaign_id) campaign_id as id, source from campaign_report order by campaign_id, id desc`,
  )
  for (const row of await db.select().from(campaign).orderBy(asc(campaign.startsOn), asc(campaign.id)))
    yield {
      名称: row.name,
      开始日期: { day: row.startsOn },
      结束日期: row.endsOn === null ? null : { day: row.endsOn },
      选派干部: row.cadres,
      联系企业: row.enterprises,
      收集问题: row.collected,
      解决问题: row.solved,
      出处: sources.find(({ id }) => id === row.id)?.source ?? null,
    }
}
