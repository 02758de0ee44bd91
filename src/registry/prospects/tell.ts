import { inArray, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '../../../db/client.ts'
import { type Notice, type Prospect, queueNotices } from '../../../db/notice.ts'
import { enterprise } from '../../../db/schema/index.ts'
import { groupBy } from '../../lib/group.ts'
import { type Day, dayOf } from '../../lib/time.ts'
import type { PolicySet } from '../../rules/policy-set.ts'
import { factsOfMany } from '../facts.ts'
import { keepReceipts } from '../receipts.ts'
import { coversDay } from '../rosters/standing.ts'
import { mutedBy, type ProspectReader, prospectReaders } from './readers.ts'
import type { RuleToday } from './rules.ts'
import { sayProspect } from './said.ts'
import type { Change } from './state.ts'

/** Firms of which somebody gets a card each; of more they get one list. */
const CARDS = 3
/** Firms a list names; its total is of all. */
const NAMED = 15
/** Firms whose facts are read together. */
const CHUNK = 2000

/** What telling came to. */
export interface Told {
  firms: number
  cards: number
  lists: number
}

interface Telling {
  rules: readonly RuleToday[]
  policies: PolicySet
  now: Date
}

/** An enterprise with what is to be told of it. */
interface Item {
  uscc: string
  name: string
  isDemo: boolean
  /** Turns of what is told: what was said of them is not said again. */
  turns: string
  prospects: Prospect[]
}

/** Tells whoever is concerned what changed; says how much. */
export async function tellProspects(db: Db, changes: readonly Change[], telling: Telling): Promise<Told> {
  const today = dayOf(telling.now)
  const news = await newsAmong(db, changes, telling.rules, today)
  const usccs = [...new Set(news.map(({ uscc }) => uscc))]
  const [readers, isMuted] = await Promise.all([prospectReaders(db, usccs, today), mutedBy(db, usccs)])
  const heard = new Set(readers.map(({ uscc }) => uscc))
  const items = await itemsOf(
    db,
    news.filter(({ uscc }) => heard.has(uscc)),
    telling,
    today,
  )
  const toFirm = new Set(telling.rules.filter(({ kind }) => kind.toFirm).map(({ kind }) => kind.rule))
  const notices = [...groupBy(readers, ({ personId }) => personId)].flatMap(([personId, own]): Notice[] => {
    const theirs = own.flatMap(({ uscc, as }) => {
      const item = items.get(uscc)
      const prospects = (item?.prospects ?? []).filter(
        one => (as !== 'enterprise' || toFirm.has(one.rule)) && !isMuted(personId, uscc, one),
      )
      return item && prospects.length > 0 ? [{ ...item, prospects, as }] : []
    })
    return theirs.length > CARDS
      ? [listFor(personId, theirs, today)]
      : theirs.map(item => cardFor(personId, item))
  })
  await queueNotices(db, notices)
  const cards = notices.filter(({ kind }) => kind === 'prospect.found').length
  return { firms: items.size, cards, lists: notices.length - cards }
}

/**
 * What of the changes is news: who came to meet a rule or to be near it, and who no longer meets one where that matters.
 * Not of those who are on the roster the rule opens, and not that one door is near while another is open.
 */
async function newsAmong(
  db: Db,
  changes: readonly Change[],
  rules: readonly RuleToday[],
  on: Day,
): Promise<Change[]> {
  const kindOf = new Map(rules.map(({ kind }) => [kind.rule, kind]))
  const told = changes.filter(({ rule, standing, before }) => {
    const kind = kindOf.get(rule)
    if (standing === 'pass') return true
    if (kind?.is === 'risk') return false
    return standing === 'near' || (before === 'pass' && kind?.tellsLoss === true)
  })
  if (told.length === 0) return []
  const rosters = [...new Set(rules.flatMap(({ kind }) => kind.roster ?? []))]
  const members = await rowsOf<{ uscc: string; roster: string }>(
    db,
    sql`select distinct m.uscc, m.roster from roster_member m where m.roster in ${rosters} and ${coversDay(on)}
      and (m.roster <> '倍增名录' or m.year = ${Number(on.slice(0, 4))})`,
  )
  const isOn = new Set(members.map(({ uscc, roster }) => `${uscc} ${roster}`))
  const topicOf = (one: Change) => `${one.uscc} ${kindOf.get(one.rule)?.topic}`
  const open = new Set(told.filter(({ standing }) => standing === 'pass').map(topicOf))
  return told.filter(one => {
    const roster = kindOf.get(one.rule)?.roster
    const isMember = roster !== null && roster !== undefined && isOn.has(`${one.uscc} ${roster}`)
    return !isMember && (one.standing === 'pass' || !open.has(topicOf(one)))
  })
}

/** Judges once more, exactly, what is to be told, and keeps the receipts. */
async function itemsOf(
  db: Db,
  news: readonly Change[],
  { rules, policies, now }: Telling,
  on: Day,
): Promise<ReadonlyMap<string, Item>> {
  const items = new Map<string, Item>()
  const byFirm = [...groupBy(news, ({ uscc }) => uscc)]
  for (let from = 0; from < byFirm.length; from += CHUNK) {
    const some = byFirm.slice(from, from + CHUNK)
    const usccs = some.map(([uscc]) => uscc)
    const [known, firms] = await Promise.all([
      factsOfMany(db, usccs, on),
      db
        .select({ uscc: enterprise.uscc, name: enterprise.shortName, isDemo: enterprise.isDemo })
        .from(enterprise)
        .where(inArray(enterprise.uscc, usccs)),
    ])
    const said = some.flatMap(([uscc, own]) => {
      const facts = known.get(uscc)
      return facts
        ? rules.flatMap(rule => {
            const change = own.find(one => one.rule === rule.kind.rule)
            if (!change) return []
            const { evaluation, ...prospect } = sayProspect(rule, facts, change, policies, on)
            const judgement = { uscc, version: rule.version, on, ...facts, evaluation }
            return [{ uscc, prospect, judgement, turn: `${change.rule}.${change.year}.${change.turn}` }]
          })
        : []
    })
    const receipts = await keepReceipts(
      db,
      said.map(({ judgement }) => judgement),
      { purpose: 'assessment', by: 'job:prospects', now },
    )
    const numbered = said.map((one, i) => ({ ...one, receipt: receipts[i] ?? 0 }))
    for (const { uscc, name, isDemo } of firms) {
      const own = numbered.filter(one => one.uscc === uscc)
      items.set(uscc, {
        uscc,
        name,
        isDemo,
        turns: own.map(({ turn }) => turn).join(),
        prospects: own.map(({ prospect, receipt }) => ({ ...prospect, receipt })),
      })
    }
  }
  return items
}

type Theirs = Item & Pick<ProspectReader, 'as'>

const cardFor = (personId: string, { uscc, name, isDemo, turns, prospects, as }: Theirs): Notice => ({
  kind: 'prospect.found',
  to: `person:${personId}`,
  key: `prospect.found:${uscc}:${turns}:${personId}`,
  data: { uscc, enterprise: name, isDemo, as, items: prospects },
})

/** Risks first, then who meets a rule, then who is near. */
const weightOf = ({ prospects }: Theirs): number =>
  Math.min(
    ...prospects.map(({ is, standing }) =>
      is === 'risk' ? 0 : standing === 'out' ? 1 : standing === 'pass' ? 2 : 3,
    ),
  )

function listFor(personId: string, theirs: readonly Theirs[], day: Day): Notice {
  const ordered = [...theirs].sort((a, b) => weightOf(a) - weightOf(b))
  const [first] = ordered
  return {
    kind: 'prospect.list',
    to: `person:${personId}`,
    key: `prospect.list:${day}:${personId}:${first?.uscc}:${first?.turns}`,
    data: {
      day,
      total: theirs.length,
      isDemo: theirs.some(({ isDemo }) => isDemo),
      as: first?.as ?? 'liaison',
      firms: ordered.slice(0, NAMED).map(({ uscc, name, prospects }) => ({
        uscc,
        name,
        items: prospects.map(({ topic, is, standing, wanting }) => ({ topic, is, standing, wanting })),
      })),
    },
  }
}
