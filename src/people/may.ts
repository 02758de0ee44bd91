import type { Access, Actor, Person, Role, Speaker } from './roles.ts'

/** Roles of the city's own officials. */
const CITY: readonly Role[] = ['office', 'admin', 'leader']

export function hasRole(actor: Actor, ...roles: Role[]): actor is Person {
  return actor.kind === 'person' && actor.grants.some(grant => roles.includes(grant.role))
}

/** Scopes in which somebody holds a role. */
export function scopesOf(actor: Actor, ...roles: Role[]): string[] {
  if (actor.kind !== 'person') return []
  return actor.grants.filter(grant => roles.includes(grant.role)).map(grant => grant.scopeId)
}

/** Whether a speaker may use something at all. */
export function mayUse(speaker: Speaker, access: Access): boolean {
  if (access === 'anyone') return true
  if (speaker.kind !== 'person') return false
  return access === 'known' || hasRole(speaker, ...access)
}

/** What deciding about an enterprise's data needs to know of it. */
export interface EnterpriseScope {
  uscc: string
  regionCode: string | null
  assessUnitId: string | null
  chain: string | null
}

/**
 * Whether a speaker may see an enterprise's own figures: the firm itself, the city office and leaders, its county or
 * park, its chain office, its liaison. Nobody else, officials included (统计法: data of a single respondent).
 */
export function maySeeFigures(speaker: Actor, enterprise: EnterpriseScope): boolean {
  if (speaker.kind === 'operator') return true
  if (speaker.kind !== 'person') return false
  return speaker.grants.some(({ role, scopeId }) => {
    if (CITY.includes(role)) return role !== 'leader' || scopeId === '*' || scopeId === enterprise.chain
    if (role === 'county') return scopeId === enterprise.regionCode || scopeId === enterprise.assessUnitId
    if (role === 'chain') return scopeId === enterprise.chain
    if (role === 'enterprise' || role === 'liaison') return scopeId === enterprise.uscc
    return false
  })
}

/** Whether a speaker may know that an enterprise exists here and what is public of it: any official, and itself. */
export function maySeeProfile(speaker: Speaker, enterprise: EnterpriseScope): boolean {
  if (speaker.kind !== 'person') return false
  return speaker.grants.some(grant => grant.role !== 'enterprise' || grant.scopeId === enterprise.uscc)
}

/** Whether a speaker may report a problem for an enterprise: the firm itself and the officials who look after it. */
export function mayReportFor(speaker: Speaker, enterprise: EnterpriseScope): boolean {
  return maySeeFigures(speaker, enterprise)
}

/** Whether a speaker may report an enterprise's figures as its own (企业自报): the firm itself, and its liaison for it. */
export function mayReportFigures(speaker: Speaker, { uscc }: Pick<EnterpriseScope, 'uscc'>): boolean {
  return scopesOf(speaker, 'enterprise', 'liaison').includes(uscc)
}

/** What deciding about a case needs to know of it. */
export interface CaseScope {
  leadUnitId: string | null
  /** Units asked to help. */
  coUnitIds: readonly string[]
  /** Units that had it before, or are in its task force: they read. */
  readerUnitIds: readonly string[]
  reportedBy: string
  enterprise: EnterpriseScope
}

/**
 * Whether a speaker may read a case: whoever sees the firm's figures, its reporter, and the units that handle it, help
 * with it or had it before, with their leaders.
 */
export function maySeeCase(speaker: Speaker, target: CaseScope): boolean {
  const readers = [...target.coUnitIds, ...target.readerUnitIds]
  return (
    (speaker.kind === 'person' && speaker.id === target.reportedBy) ||
    mayHandleCase(speaker, target) ||
    unitsOf(speaker).some(id => readers.includes(id)) ||
    ledBy(speaker).some(id => id === target.leadUnitId || readers.includes(id)) ||
    maySeeFigures(speaker, target.enterprise)
  )
}

/** Units a speaker works for. */
export const unitsOf = (speaker: Actor): string[] => scopesOf(speaker, 'department', 'utility', 'county')

/** Units a speaker is a leader of (分管领导): what these have they may read, and they hear of what is long overdue. */
export const ledBy = (speaker: Actor): string[] => scopesOf(speaker, 'chief')

/** Whether a speaker may write an instruction (批示) on a case: a leader, of a chain only for its firms. */
export function mayInstructCase(speaker: Speaker, { enterprise }: CaseScope): boolean {
  return scopesOf(speaker, 'leader').some(scope => scope === '*' || scope === enterprise.chain)
}

/** Whether a speaker may sign for, report on and finish a case: a member of the unit it is assigned to. */
export function mayHandleCase(speaker: Speaker, target: CaseScope): boolean {
  return target.leadUnitId !== null && unitsOf(speaker).includes(target.leadUnitId)
}

/** Whether a speaker may rate a case: the enterprise's own contact, nobody on its behalf. */
export function mayRateCase(speaker: Speaker, target: CaseScope): boolean {
  return scopesOf(speaker, 'enterprise').includes(target.enterprise.uscc)
}

/** The city, as whose a roster counts unless it is a county's own. */
const CITY_SCOPE = '430400'

/**
 * Whether a speaker may propose that an enterprise comes on a roster or leaves it: the office for anybody, a county or
 * park for its own firms.
 */
export function mayProposeMember(speaker: Speaker, enterprise: EnterpriseScope): boolean {
  return (
    hasRole(speaker, 'office') ||
    scopesOf(speaker, 'county').some(id => id === enterprise.regionCode || id === enterprise.assessUnitId)
  )
}

/** Whether a speaker may decide about members of a roster: the office; of a county's own roster also the county. */
export function mayDecideMember(speaker: Speaker, scope: string): boolean {
  return hasRole(speaker, 'office') || (scope !== CITY_SCOPE && scopesOf(speaker, 'county').includes(scope))
}

/** Whether a speaker may see who is on a roster: any official; an enterprise only whether it is on it itself. */
export function maySeeMembers(speaker: Speaker): boolean {
  return speaker.kind === 'person' && speaker.grants.some(({ role }) => role !== 'enterprise')
}

/** Units that register accidents: 应急 those of safety, 生态环境 those of pollution. */
const ACCIDENT_UNITS = { 安全生产: 'dept-safety', 环境污染: 'dept-env' } as const

/** Kinds of accidents a speaker may register and correct; the office both. */
export function accidentTypesOf(speaker: Speaker): (keyof typeof ACCIDENT_UNITS)[] {
  const types = Object.keys(ACCIDENT_UNITS) as (keyof typeof ACCIDENT_UNITS)[]
  if (hasRole(speaker, 'office')) return types
  const units = scopesOf(speaker, 'department')
  return types.filter(type => units.includes(ACCIDENT_UNITS[type]))
}

/** Whether a speaker may see an enterprise's accidents: whoever registers some, and whoever sees its figures. */
export function maySeeAccidents(speaker: Speaker, enterprise: EnterpriseScope): boolean {
  return accidentTypesOf(speaker).length > 0 || maySeeFigures(speaker, enterprise)
}

/**
 * Whether a speaker may write an enterprise's 一企一策 and report on it: the office, its county or park, its liaison;
 * and whoever the plan names as its owner may report.
 */
export function mayPlanFor(
  speaker: Speaker,
  enterprise: EnterpriseScope,
  ownerId: string | null = null,
): boolean {
  return (
    mayProposeMember(speaker, enterprise) ||
    scopesOf(speaker, 'liaison').includes(enterprise.uscc) ||
    (speaker.kind === 'person' && speaker.id === ownerId)
  )
}

/** What deciding about a project, a contract, land or an award needs to know of it. */
export interface DutyScope {
  uscc: string | null
  regionCode: string | null
  parkId: string | null
  chain: string | null
  /** 责任单位. */
  ownerUnitId: string | null
  /** 责任人 and 专班, as far as the bot knows them. */
  personIds: readonly string[]
  /** City departments whose duty all of the kind is. */
  dutyUnitIds: readonly string[]
}

const isOwn = (speaker: Person, { personIds }: DutyScope) => personIds.includes(speaker.id)

/**
 * Whether a speaker may read it: the city office and leaders (of a chain only its own), its county or park, its chain
 * office, the unit and people responsible with their leaders, the departments whose duty it is, the firm and its liaison.
 */
export function maySeeDuty(speaker: Speaker, scope: DutyScope): boolean {
  if (speaker.kind !== 'person') return false
  const units = [scope.ownerUnitId, ...scope.dutyUnitIds]
  return (
    isOwn(speaker, scope) ||
    speaker.grants.some(({ role, scopeId }) => {
      if (role === 'leader') return scopeId === '*' || scopeId === scope.chain
      if (role === 'office' || role === 'admin') return true
      if (role === 'county') return scopeId === scope.regionCode || scopeId === scope.parkId
      if (role === 'chain') return scopeId === scope.chain
      if (role === 'department' || role === 'utility' || role === 'chief') return units.includes(scopeId)
      return (role === 'enterprise' || role === 'liaison') && scopeId === scope.uscc
    })
  )
}

/** Whether a speaker may report how far it is: whoever answers for it and the firm itself; who only reads may not. */
export function mayReportDuty(speaker: Speaker, scope: DutyScope): boolean {
  if (speaker.kind !== 'person') return false
  return (
    mayManageDuty(speaker, scope) ||
    isOwn(speaker, scope) ||
    speaker.grants.some(({ role, scopeId }) => {
      if (role === 'chain') return scopeId === scope.chain
      if (role === 'department') return scopeId === scope.ownerUnitId
      return (role === 'enterprise' || role === 'liaison') && scopeId === scope.uscc
    })
  )
}

/** Whether a speaker may change what is planned: the city office, and the county or park for its own. */
export function mayManageDuty(
  speaker: Speaker,
  { regionCode, parkId }: Pick<DutyScope, 'regionCode' | 'parkId'>,
): boolean {
  return (
    hasRole(speaker, 'office') ||
    scopesOf(speaker, 'county').some(scope => scope === regionCode || scope === parkId)
  )
}

/** Whether a speaker may say what is wrong with a project's progress (推进问题): a leader for what is theirs, and the office. */
export function mayJudgeProject(speaker: Speaker, { chain }: DutyScope): boolean {
  return (
    hasRole(speaker, 'office') ||
    scopesOf(speaker, 'leader').some(scope => scope === '*' || (chain !== null && scope === chain))
  )
}

/** Whether a speaker may say who is in charge of an enterprise (联点人员): the office, its county or park. */
export const mayAppointLiaison = (speaker: Speaker, enterprise: EnterpriseScope): boolean =>
  mayProposeMember(speaker, enterprise)

/**
 * Whether a speaker may record a visit to an enterprise, a risk seen there and its plans: the officials who look after
 * it, from its liaison to the leaders. A firm may tell its own plans, not that it was visited.
 */
export function mayRecordVisit(speaker: Speaker, enterprise: EnterpriseScope): boolean {
  if (speaker.kind !== 'person') return false
  const official = speaker.grants.filter(({ role }) => role !== 'enterprise' && role !== 'admin')
  return maySeeFigures({ ...speaker, grants: official }, enterprise)
}

/** Whether a speaker may keep a chain's slots and lists: the office, and its chain office. */
export const mayKeepChain = (speaker: Speaker, chainName: string): boolean =>
  hasRole(speaker, 'office') || scopesOf(speaker, 'chain').includes(chainName)

/** Whether a speaker may see how places compare (C-3): any official, no enterprise. */
export const maySeeRanking = (speaker: Speaker): boolean =>
  speaker.kind === 'person' && speaker.grants.some(({ role }) => role !== 'enterprise')

/**
 * Whether somebody may be sent copies of what goes to a unit (null: to anybody), of whatever enterprise it tells: those who
 * see everything, and the people of the unit.
 */
export const maySeePushesOf = (speaker: Speaker, unitId: string | null): boolean =>
  hasRole(speaker, 'office', 'admin') ||
  scopesOf(speaker, 'leader').includes('*') ||
  (unitId !== null && [...unitsOf(speaker), ...ledBy(speaker)].includes(unitId))

/** Whether somebody may put lists of enterprises in at all; which rows is decided one by one. */
export const mayKeepEnterprises = (actor: Actor): boolean =>
  actor.kind === 'operator' || hasRole(actor, 'office', 'county')

/** Whether somebody may add an enterprise and change what is registered of it: the office, its county or park. */
export const mayKeepEnterprise = (actor: Actor, enterprise: EnterpriseScope): boolean =>
  actor.kind === 'operator' ||
  hasRole(actor, 'office') ||
  scopesOf(actor, 'county').some(id => id === enterprise.regionCode || id === enterprise.assessUnitId)

/** Whether somebody may take lists out as files; each row besides is one whose figures they may see. */
export const mayExportLists = (actor: Actor): boolean =>
  actor.kind === 'operator' || hasRole(actor, 'office', 'admin', 'leader', 'county', 'chain')

/** Departments whose own figures these are; other departments report as 部门. */
const FIGURE_UNITS: Readonly<Record<string, '税务' | '统计'>> = { 'dept-tax': '税务', 'dept-stats': '统计' }

/** Sources whose figures of enterprises somebody may put in: the office all, a department its own, a county 部门. */
export function figureSourcesOf(actor: Actor): ('统计' | '税务' | '部门' | '企业自报')[] {
  if (actor.kind === 'operator' || hasRole(actor, 'office')) return ['统计', '税务', '部门', '企业自报']
  const departments = scopesOf(actor, 'department').map(id => FIGURE_UNITS[id] ?? '部门')
  return [...new Set(hasRole(actor, 'county') ? [...departments, '部门' as const] : departments)]
}
