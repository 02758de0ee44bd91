import { z } from 'zod'
import type { Context } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { type Day, dayOf, isDay } from '../../src/lib/time.ts'
import { maySeeFigures, maySeeMembers, scopesOf } from '../../src/people/may.ts'
import { placeCalled } from '../../src/registry/places.ts'
import { CITY, kindOf, ROSTER_KINDS, type RosterKey, rosterCalled } from '../../src/registry/rosters/kinds.ts'
import type { Stay } from '../../src/registry/rosters/members.ts'
import { firmSlots } from '../parts/firm.ts'

/** Which roster, of when, and what part of it; everything may be missing. */
export const rosterSlots = {
  ...firmSlots,
  /** Its title. */
  list: z.string().max(40).optional(),
  year: z.number().int().min(2000).max(2100).optional(),
  on: z.string().max(10).optional(),
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  /** A county whose own roster is meant. */
  scope: z.string().max(10).optional(),
}
const shape = z.object(rosterSlots)
export type RosterSlots = z.infer<typeof shape>

/** What is meant: the roster, the day to look at it, and the place whose members are asked for. */
export interface Which {
  key: RosterKey
  on: Day
  place: ReturnType<typeof placeCalled>
}

/**
 * Finds the roster that is meant; without a name the 倍增名录. Of a yearly roster another year than this is looked at as
 * it stood at its end.
 * @throws {Refusal} for a name that is none, a day to come and a county's roster without the county
 */
export function whichRoster({ now, speaker }: Pick<Context, 'now' | 'speaker'>, asked: RosterSlots): Which {
  const today = dayOf(now)
  const kind = asked.list === undefined ? kindOf('倍增名录') : rosterCalled(asked.list)
  if (!kind)
    throw new Refusal(
      `没有“${asked.list}”这个名录或库，可以问：${ROSTER_KINDS.map(({ name }) => name).join('、')}。`,
    )
  if (asked.on !== undefined && !isDay(asked.on))
    throw new Refusal(`日期“${asked.on}”看不懂，请写成 2023-05-31 的样子。`)
  const place = placeCalled(asked.park ?? asked.region)
  const scope = kind.name === '县倍增名录' ? countyOf(speaker, asked.scope, place?.id) : CITY
  const year = kind.isYearly ? (asked.year ?? Number((asked.on ?? today).slice(0, 4))) : null
  const yearEnd = `${asked.year}-12-31`
  const on = asked.on ?? (asked.year !== undefined && yearEnd < today ? yearEnd : today)
  if (on > today) throw new Refusal(`${on}还没有到，只能查今天和以前的名单。`)
  return { key: { kind, scope, year }, on, place: scope === CITY ? place : null }
}

function countyOf(speaker: Context['speaker'], scope: string | undefined, named: string | undefined): string {
  const found = scope ?? (named?.startsWith('43') ? named : scopesOf(speaker, 'county')[0])
  if (found) return found
  throw new Refusal('县级名录要说明是哪个县，例如“衡东县级倍增名录有哪些企业”。')
}

/**
 * Who of a roster a speaker may be told of: any official of anybody, of a sensitive one only those whose figures they
 * may see.
 * @throws {Refusal} for an enterprise, which is told of itself alone
 */
export function visibleMembers(
  { speaker }: Pick<Context, 'speaker'>,
  { key, place }: Which,
): (member: Stay) => boolean {
  if (!maySeeMembers(speaker))
    throw new Refusal(
      '名单只提供给机关工作人员。您可以问本企业在不在，例如“我们在不在今年倍增名录里”，或者问“我们能不能进倍增名录”。',
    )
  return member =>
    (!key.kind.isSensitive || maySeeFigures(speaker, member)) && (place === null || isAt(member, place))
}

/** A city park's firms count for the park; its district has them too. */
export const isAt = (
  { regionCode, parkId, assessUnitId }: Pick<Stay, 'regionCode' | 'parkId' | 'assessUnitId'>,
  { id, kind }: NonNullable<Which['place']>,
): boolean => (kind === 'park' ? parkId === id || assessUnitId === id : regionCode === id)

/** What of a roster goes into no group: lists that tell of an enterprise's trouble. */
export const isPrivate = ({ key }: Which): boolean => key.kind.isSensitive
