import type { Db } from '../../db/client.ts'
import { CATEGORIES } from '../../src/ledger/categories.ts'
import type { LedgerFilter } from '../../src/ledger/filter.ts'
import { unitNames } from '../../src/ledger/names.ts'
import type { Grouping } from '../../src/ledger/statistics.ts'
import { Refusal } from '../../src/lib/errors.ts'
import type { DayRange } from '../../src/lib/find-range.ts'
import { dayOf } from '../../src/lib/time.ts'
import { scopesOf } from '../../src/people/may.ts'
import type { Actor } from '../../src/people/roles.ts'
import { type Campaign, campaignNamed, chainNamed, firmCalled, placesNamed, unitsNamed } from './named.ts'
import { nameOfStatus, STATUS_NAMES, type Status, statusNamed } from './status.ts'
import { type AskedSlots, rangeOf } from './words.ts'

/** What is asked for, by ids, and the same in words for the answer. */
export interface Asked {
  /** Without the status: what the cases of a status are a share of. */
  around: LedgerFilter
  filter: LedgerFilter
  /** `衡东县 · 逾期`; empty when everything is meant. */
  words: string
  status: Status | null
  by: Grouping | null
  /** Named, and what it reported is what is asked for: nothing else narrows. */
  campaign: Campaign | null
  /** One enterprise's own cases: not for a group to hear. */
  isOneFirm: boolean
}

/**
 * Finds everything that was named.
 * @throws {Refusal} naming what is not known here
 */
export async function askedOf(
  { db, now, speaker }: { db: Db; now: Date; speaker: Actor },
  slots: AskedSlots,
): Promise<Asked> {
  const text = slots.text ?? ''
  const firm = isFirmMeant(slots) && slots.uscc ? await firmCalled(db, slots.uscc) : null
  const { parks, counties } = await placesNamed(db, slots.regions ?? [], text)
  const places = [...parks, ...counties]
  const named = await unitsNamed(db, slots.dept, text)
  const units = named.length > 0 ? named : await ownUnits(db, speaker)
  const categories = categoriesOf(slots)
  const chain = await chainNamed(db, slots.chain, text)
  const campaign = await campaignNamed(db, text)
  const range = rangeOf({ ...slots, text }, dayOf(now)) ?? daysOf(campaign, dayOf(now))
  const status = statusOf(slots.status)
  const around: LedgerFilter = {
    ...(firm && slots.uscc && { usccs: [slots.uscc] }),
    ...(counties.length > 0 && { regionCodes: counties.map(({ id }) => id) }),
    ...(parks.length > 0 && { parkIds: parks.map(({ id }) => id) }),
    ...(units.length > 0 && { unitIds: units.map(({ id }) => id) }),
    ...(categories.length > 0 && { categories }),
    ...(chain && { chain }),
  }
  const words = [
    firm ?? '',
    places.map(({ name }) => name).join('、'),
    units.map(({ name }) => name).join('、'),
    chain ? `${chain}产业链` : '',
    categories.join('、'),
    campaign?.name ?? '',
    range && !campaign ? sayRange(range) : '',
    status ? nameOfStatus(status) : '',
  ]
  return {
    around: { ...around, ...range },
    filter: {
      ...around,
      ...range,
      ...(status && ('state' in status ? { states: [status.state] } : { standing: status.standing })),
    },
    words: words.filter(Boolean).join(' · '),
    status,
    by: slots.by ?? (places.length > 1 ? 'region' : named.length > 1 ? 'unit' : null),
    campaign: Object.keys(around).length === 0 && !status ? campaign : null,
    isOneFirm: firm !== null,
  }
}

/** A firm that was only talked about before is meant when the words point back to it. */
const isFirmMeant = ({ enterprise, text = '' }: AskedSlots): boolean =>
  enterprise === undefined ? /它|这家|那家|该企业|这个企业/.test(text) : enterprise !== '$self'

/** Whoever works for a unit and names none asks about their own. */
async function ownUnits(db: Db, speaker: Actor): Promise<{ id: string; name: string }[]> {
  const ids = scopesOf(speaker, 'department', 'utility')
  const names = await unitNames(db, ids)
  return ids.map((id, i) => ({ id, name: names[i] ?? id }))
}

function categoriesOf({ categories, category }: AskedSlots): string[] {
  const asked = categories ?? (category ? [category] : [])
  const strange = asked.find(name => !CATEGORIES.some(known => known === name))
  if (strange) throw new Refusal(`没有“${strange}”这个诉求类别，可以问：${CATEGORIES.join('、')}。`)
  return asked
}

function statusOf(name: string | undefined): Status | null {
  const status = name ? statusNamed(name) : null
  if (name && !status) throw new Refusal(`状态“${name}”看不懂，可以问：${STATUS_NAMES.join('、')}。`)
  return status
}

const daysOf = (campaign: Campaign | null, today: string): DayRange | null =>
  campaign && { from: campaign.startsOn, to: campaign.endsOn ?? today }

const sayRange = ({ from, to }: DayRange) => (from === to ? `${from}受理` : `${from}至${to}受理`)
