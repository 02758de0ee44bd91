import { sql } from 'drizzle-orm'
import { loadLedgerBase } from '../../../db/base/ledger.ts'
import { UNITS } from '../../../db/base/places.ts'
import type { Db } from '../../../db/client.ts'
import { person, roleGrant, unit } from '../../../db/schema/index.ts'
import type { Day } from '../../../src/lib/time.ts'

/** Share of the cases in each stage, of a hundred. */
const STAGES = { handling: 68, assigned: 12, held: 5, shelved: 2, reviewing: 5, filed: 3, rating: 5 } as const

/**
 * A city's worth of open cases and then some, written by the database itself: filed over the last weeks at all units,
 * due from thirty days ago to thirty days ahead, some with helpers, instructions and requests; three events each.
 */
export async function loadOpenCases(db: Db, count: number, day: Day): Promise<void> {
  await loadLedgerBase(db)
  await db.insert(unit).values(UNITS)
  const at = new Date(`${day}T00:00:00+08:00`)
  await db.execute(sql`
    insert into enterprise (uscc, name, short_name, is_demo, updated_at)
    select 'BENCH' || lpad(n::text, 13, '0'), '试验企业' || n, '试验' || n, true, now() from generate_series(1, 2000) as n`)
  await db.insert(person).values({ id: 'chief', name: '分管领导', isDemo: true })
  await db.insert(roleGrant).values(
    UNITS.slice(2, 40).map(({ id }) => ({
      personId: 'chief',
      role: 'chief',
      scopeId: id,
      grantedBy: 'bench',
      grantedAt: at,
    })),
  )
  const units = UNITS.slice(2).map(({ id }) => id)
  const stages = Object.entries(STAGES).flatMap(([stage, share]) => Array<string>(share).fill(stage))
  await db.execute(sql`
    insert into case_file (no, uscc, category, detail, urgency, state, round, lead_unit_id, due_on, due_days,
      reported_by, filed_at, assigned_at, held_on, held_until, held_reason, co_units, instructions, request, version,
      head_hash, is_demo)
    select 'HY20231001-' || lpad(n::text, 6, '0'), 'BENCH' || lpad((n % 2000 + 1)::text, 13, '0'), '用电',
      '园区又停电了，这个月第三次，耽误交货', '一般', stage, 1, case when stage <> 'filed' then unit_id end,
      case when stage <> 'filed' then ${day}::date + (n * 7919) % 60 - 30 end, 7, 'import',
      ${at.toISOString()}::timestamptz - (n % 60 + 1) * interval '1 day',
      ${at.toISOString()}::timestamptz - (n % 60) * interval '1 day',
      case when stage in ('held', 'shelved') then ${day}::date - 5 end,
      case when stage in ('held', 'shelved') then ${day}::date + n % 20 - 3 end,
      case when stage in ('held', 'shelved') then '待外部条件' end,
      case when n % 20 = 0 then jsonb_build_array(jsonb_build_object('unitId', ${units[0]}::text, 'task', '提供图纸',
        'dueOn', ${day}::date + n % 10, 'answer', null)) else '[]' end,
      case when n % 50 = 0 then jsonb_build_array(jsonb_build_object('instruction', 1, 'by', 'mayor', 'text', '请抓紧',
        'dueOn', ${day}::date + n % 10, 'answer', null)) else '[]' end,
      case when stage = 'handling' and n % 50 = 1 then '{"kind":"extension","until":"2024-01-02","reason":"设备未到"}'::jsonb end,
      3, md5(n::text) || md5(n::text), true
    from (select n, (${JSON.stringify(stages)}::text::jsonb ->> (n % 100)) as stage,
      (${JSON.stringify(units)}::text::jsonb ->> (n % ${units.length})::int) as unit_id from generate_series(1, ${count}::int) as n) as made`)
  await db.execute(sql`
    insert into case_event (case_no, seq, type, actor, at, data, prev_hash, hash)
    select no, seq, (array['file', 'assign', 'finish'])[seq], 'import:bench',
      filed_at + seq * interval '1 minute', '{}', md5(no || seq - 1), case when seq = 3 then head_hash else md5(no || seq) end
    from case_file cross join generate_series(1, 3) as seq`)
  await db.execute(sql`analyze`)
}
