import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../db/client.ts'
import type { Span } from '../../src/chat/card.ts'
import { type Day, dayOf } from '../../src/lib/time.ts'
import { keptQualifications, sayQualification } from '../../src/registry/enterprise/keep-qualifications.ts'
import { sayPeriods } from '../../src/registry/enterprise/periods.ts'
import { isHeldOn, type Qualification } from '../../src/registry/enterprise/qualifications.ts'
import { readRegistered } from '../../src/registry/enterprise/read.ts'
import { perMuOf } from '../../src/registry/targets/per-mu.ts'
import { namesOf } from './names.ts'

/** Where an enterprise stands, and where it is known from. */
export interface Standing {
  fields: Record<string, string | null>
  /** Who entered what and when, newest first. */
  sources: Span[][]
}

const SOURCES = 8

/** 规上、入统、资质、亩均、用地、上市 of an enterprise, as registered; the class per mu only for whoever sees its figures. */
export async function standingOf(db: Db, uscc: string, now: Date, isOpen: boolean): Promise<Standing> {
  const today = dayOf(now)
  const [registered] = (await readRegistered(db, [uscc])).values()
  const held = await keptQualifications(db, [uscc])
  const [perMu] = isOpen ? await perMuOf(db, uscc) : []
  const fields = registered?.fields
  return {
    fields: {
      规上起止: sayPeriods(registered?.standing.规上.periods ?? []),
      入统起止: sayPeriods(registered?.standing.入统.periods ?? []),
      资质: held.map(one => `${sayQualification(one)}${sayState(one, today)}`).join('；') || null,
      企业规模: fields?.size ? `${fields.size}型` : null,
      用地: fields?.landMu ? `${Number(fields.landMu)}亩` : null,
      亩均等次: perMu?.grade ? `${perMu.grade}（${perMu.year}年，${perMu.source}）` : null,
      上市阶段: fields?.listingStage ?? null,
    },
    sources: await sourcesOf(db, uscc),
  }
}

/** Certificates that run out within so many days are told. */
const SOON = 90

function sayState(one: Pick<Qualification, 'fromOn' | 'expiresOn' | 'revokedOn'>, today: Day): string {
  if (!isHeldOn(one, today)) return one.expiresOn && one.expiresOn < today ? '，已过期' : ''
  const days = one.expiresOn ? (Date.parse(one.expiresOn) - Date.parse(today)) / 86_400_000 : null
  return days !== null && days <= SOON ? `，还有${days}天到期` : ''
}

/** What was last said of each field: by whom or with which file, and when. */
async function sourcesOf(db: Db, uscc: string): Promise<Span[][]> {
  const rows = await rowsOf<{
    field: string
    by: string
    on: Day
    file: string | null
    reason: string | null
  }>(
    db,
    sql`select distinct on (field) field, changed_by as by, file_name as file, reason,
        to_char(changed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on
      from (
        select field, changed_by, changed_at, batch_id, reason, id from enterprise_change where uscc = ${uscc}
        union all
        select status || '起止', set_by, set_at, batch_id, null, id from status_period where uscc = ${uscc}
      ) c left join import_batch b on b.id = c.batch_id
      order by field, changed_at desc, c.id desc`,
  )
  if (rows.length === 0) return []
  const nameOf = await namesOf(db)
  return rows
    .sort((a, b) => b.on.localeCompare(a.on))
    .slice(0, SOURCES)
    .map(({ field, by, on, file, reason }) => [
      `${field}：${on} ${nameOf(by)}${file ? `导入“${file}”` : '登记'}${reason ? `（${reason}）` : ''}`,
    ])
}
