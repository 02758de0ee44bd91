import { parseArgs } from 'node:util'
import { dayOf, isDay } from '../lib/time.ts'
import { CITY, ROSTER_KINDS, type RosterKey, rosterCalled, sayRoster } from '../registry/rosters/kinds.ts'
import { everListed, membersOn } from '../registry/rosters/members.ts'
import { packOf } from '../registry/rosters/pack.ts'
import { refresh } from '../registry/rosters/refresh.ts'
import { versionsOf } from '../registry/rosters/versions.ts'
import { type Host, Misuse, orMisuse, type Verb } from './host.ts'

const USAGE =
  '用法：roster <members|versions|check> <名录或库> [--on 日期] [--year 年份] [--scope 区划] [--json]；roster pack <年份> <文件.xlsx>'

interface Options {
  on?: string | undefined
  year?: string | undefined
  scope: string
  json: boolean
}

/**
 * `roster`: who is on a roster on a day, its versions, who should come in or go by its rule; and the pack of a year's
 * cycle as a spreadsheet.
 */
export const roster: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      on: { type: 'string' },
      year: { type: 'string' },
      scope: { type: 'string', default: CITY },
      json: { type: 'boolean', default: false },
    },
  })
  const [what, name, path, ...more] = positionals
  if (!what || !name || more.length > 0) throw new Misuse(USAGE)
  if (what === 'pack') return writePack(host, name, path)
  if (path !== undefined) throw new Misuse(USAGE)
  switch (what) {
    case 'members':
      return tellMembers(host, name, values)
    case 'versions':
      return tellVersions(host, name, values)
    case 'check':
      return tellCheck(host, name, values)
    default:
      throw new Misuse(USAGE)
  }
}

function meant(host: Host, name: string, { on, year, scope }: Options): { key: RosterKey; on: string } {
  const kind = rosterCalled(name)
  if (!kind) throw new Misuse(`没有“${name}”，现有：${ROSTER_KINDS.map(one => one.name).join('、')}`)
  const day = on ?? dayOf(host.now())
  if (!isDay(day)) throw new Misuse(`--on 应为 YYYY-MM-DD，现为“${on}”`)
  if (year !== undefined && !/^20\d\d$/.test(year)) throw new Misuse(`--year 应为年份，现为“${year}”`)
  return { key: { kind, scope, year: kind.isYearly ? Number(year ?? day.slice(0, 4)) : null }, on: day }
}

async function tellMembers(host: Host, name: string, options: Options): Promise<number> {
  const { key, on } = meant(host, name, options)
  const members = await membersOn(host.db, key, on)
  const union = key.kind.isYearly ? await everListed(host.db, key, on) : null
  if (options.json) {
    host.out(JSON.stringify({ roster: key.kind.name, year: key.year, on, union, members }))
    return 0
  }
  host.out(`${sayRoster(key)}，${on}：${members.length} 家${union === null ? '' : `；历年合并 ${union} 家`}`)
  for (const { uscc, name: firm, stage, since } of members)
    host.out(`  ${uscc}  ${firm}  ${since} 起${stage ? `  ${stage}` : ''}`)
  return 0
}

async function tellVersions(host: Host, name: string, options: Options): Promise<number> {
  const { key } = meant(host, name, options)
  const versions = await versionsOf(host.db, key)
  if (options.json) host.out(JSON.stringify(versions))
  else
    for (const { number, on, added, removed, by } of versions)
      host.out(`第 ${number} 版  ${on}  新增 ${added}  移出 ${removed}  ${by}`)
  return 0
}

async function tellCheck(host: Host, name: string, options: Options): Promise<number> {
  const { key, on } = meant(host, name, options)
  const policies = await host.loadPolicies(host.db)
  const found = await orMisuse(() => refresh(host.db, policies, key, { on }))
  const { candidates, leaving, open, staying, near, unjudged } = found
  const codes = (list: readonly { uscc: string }[]) => list.map(({ uscc }) => uscc)
  if (options.json) {
    host.out(
      JSON.stringify({
        roster: key.kind.name,
        on,
        staying,
        unjudged,
        candidates: codes(candidates),
        leaving: codes(leaving),
        open: codes(open),
        near: codes(near.map(({ firm }) => firm)),
      }),
    )
    return 0
  }
  host.out(`${sayRoster(key)}，${on}：在库且符合 ${staying} 家，资料不足不在库 ${unjudged} 家`)
  for (const [title, list] of [
    ['符合但不在库', candidates],
    ['在库但不再符合', leaving],
    ['在库但资料不足', open],
    ['差一成以内', near.map(({ firm }) => firm)],
  ] as const) {
    host.out(`${title} ${list.length} 家`)
    for (const { uscc, shortName } of list) host.out(`  ${uscc}  ${shortName}`)
  }
  return 0
}

async function writePack(host: Host, year: string, path: string | undefined): Promise<number> {
  if (!/^20\d\d$/.test(year) || !path) throw new Misuse(USAGE)
  const policies = await host.loadPolicies(host.db)
  const { bytes, candidates } = await orMisuse(() => packOf(host.db, policies, Number(year), host.now()))
  await host.writeFile(path, bytes)
  host.out(`${year} 年名录评定材料：候选企业 ${candidates} 家，已写入 ${path}。`)
  return 0
}
