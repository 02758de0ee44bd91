import { Refusal } from '../../lib/errors.ts'
import { foldName, shortNameOf } from '../../lib/names.ts'
import type { Day } from '../../lib/time.ts'
import { assessUnitOf } from '../lists/places.ts'
import type { Fields } from './fields.ts'
import {
  afterRegister,
  type Period,
  type SaidOfStatus,
  type Standing,
  type Status,
  whyNotPossible,
  withPeriod,
} from './periods.ts'
import type { Alias, Registered } from './read.ts'

/** Fields that can be said; those of the statuses follow from their periods. */
export type SaidFields = Partial<Omit<Fields, 'isAboveScale' | 'firstAboveScaleOn' | 'inStats'>>

/** What somebody says of an enterprise. */
export interface Said {
  uscc: string
  /** What is not in it stays as it is; null makes a field empty. */
  fields: SaidFields
  aliases: readonly Alias[]
  aboveScale: SaidOfStatus
  inStats: boolean | null
}

const NO_STATUS: SaidOfStatus = { isIn: null, firstOn: null, leftOn: null, exitReason: null }

const EMPTY: Fields = {
  name: '',
  shortName: '',
  regionCode: null,
  parkId: null,
  assessUnitId: null,
  chain: null,
  industryCode: null,
  originClass: null,
  size: null,
  landMu: null,
  listingStage: null,
  isIndustrial: null,
  isDigital: null,
  isAboveScale: null,
  firstAboveScaleOn: null,
  inStats: null,
}

const NOWHERE = { periods: [], isIn: null, firstOn: null }

/** An enterprise after somebody has said something of it: a former name is kept, the unit it counts for follows its place. */
export function afterSaid(before: Registered | null, said: Said, today: Day): Registered {
  const old = before?.fields ?? EMPTY
  const fields = { ...old, ...said.fields }
  const isRenamed = before !== null && fields.name !== old.name
  const isMade = before === null || (isRenamed && old.shortName === shortNameOf(old.name))
  if (said.fields.shortName === undefined && isMade) fields.shortName = shortNameOf(fields.name)
  const hasMoved = fields.regionCode !== old.regionCode || fields.parkId !== old.parkId
  if (said.fields.assessUnitId === undefined && (hasMoved || old.assessUnitId === null))
    fields.assessUnitId = assessUnitOf(fields.regionCode, fields.parkId) ?? old.assessUnitId
  const aboveScale = afterRegister(before?.standing.规上 ?? NOWHERE, said.aboveScale, today)
  const inStats = afterRegister(before?.standing.入统 ?? NOWHERE, { ...NO_STATUS, isIn: said.inStats }, today)
  const formerly: Alias[] = isRenamed ? [{ alias: old.name, kind: '曾用名' }] : []
  const shorter: Alias[] =
    before !== null && fields.shortName !== old.shortName && !isMade
      ? [{ alias: old.shortName, kind: '简称' }]
      : []
  return {
    uscc: said.uscc,
    fields: {
      ...fields,
      isAboveScale: aboveScale.isIn,
      firstAboveScaleOn: aboveScale.firstOn,
      inStats: inStats.isIn,
    },
    aliases: together(fields, before?.aliases ?? [], [...formerly, ...shorter, ...said.aliases]),
    standing: { 规上: aboveScale, 入统: inStats },
  }
}

/** Somebody says something of an enterprise's fields and other names alone. */
export const saidOf = (uscc: string, fields: SaidFields, aliases: readonly Alias[] = []): Said => ({
  uscc,
  fields,
  aliases,
  aboveScale: NO_STATUS,
  inStats: null,
})

/** One stay in 规上 or 入统, as it is told by itself. */
export interface SaidStay extends Omit<Period, 'id'> {
  status: Status
}

/**
 * An enterprise after one stay of it was told.
 * @throws {Refusal} when it cannot be, beside the others
 */
export function afterStay(before: Registered, { status, ...told }: SaidStay): Registered {
  const after = withPeriod(before.standing[status], told)
  const problem = whyNotPossible(after.periods)
  if (problem) throw new Refusal(`“${before.fields.name}”${status}：${problem}`)
  return {
    ...before,
    standing: { ...before.standing, [status]: after },
    fields: { ...before.fields, ...flagsOf(status, after) },
  }
}

const flagsOf = (status: Status, { isIn, firstOn }: Standing): Partial<Fields> =>
  status === '规上' ? { isAboveScale: isIn, firstAboveScaleOn: firstOn } : { inStats: isIn }

/** An enterprise that is no longer called by some name. */
export const withoutAlias = (before: Registered, alias: string): Registered => ({
  ...before,
  aliases: before.aliases.filter(one => one.alias !== alias),
})

/** Each other name once, of the kind last said; what only writes the name otherwise is no other name. */
function together({ name, shortName }: Fields, old: readonly Alias[], more: readonly Alias[]): Alias[] {
  const kinds = new Map(old.map(({ alias, kind }) => [alias, kind]))
  for (const { alias, kind } of more)
    if (alias !== shortName && foldName(alias) !== foldName(name)) kinds.set(alias, kind)
  return [...kinds].map(([alias, kind]) => ({ alias, kind }))
}
