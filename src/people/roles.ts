import { Refusal } from '../lib/errors.ts'

/** 角色, what somebody may be; each is granted in a scope (`reference` C-2). */
export const ROLES = {
  admin: '系统管理员',
  office: '领导小组办公室',
  leader: '市领导',
  county: '县市区园区管理员',
  department: '部门承办人',
  chief: '单位分管领导',
  chain: '链办',
  liaison: '联络员',
  utility: '水电气公司联络人',
  enterprise: '企业联系人',
  observer: '观察员',
} as const

export type Role = keyof typeof ROLES

/** One role in one scope: a unit id, a chain's name, an enterprise's USCC, or `*`. */
export interface Grant {
  role: Role
  scopeId: string
}

/** Somebody the bot knows. */
export interface Person {
  kind: 'person'
  id: string
  name: string
  grants: Grant[]
  isDemo: boolean
}

/** Somebody the bot does not know; gets public policy answers and may ask to be bound. */
interface Stranger {
  kind: 'stranger'
  platform: string
  openId: string
}

export type Speaker = Person | Stranger

/** @throws {Refusal} for somebody the bot does not know */
export function requirePerson(speaker: Speaker): Person {
  if (speaker.kind === 'person') return speaker
  throw new Refusal('您还没有绑定身份，这件事没有办理。干部请联系领导小组办公室开通。')
}

/** Who did something: a person, a job on the clock, or an operator at the command line. */
export type Actor = Speaker | { kind: 'job'; name: string } | { kind: 'operator' }

/** How an actor is written into the ledger. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return `person:${actor.id}`
    case 'stranger':
      return `stranger:${actor.platform}:${actor.openId}`
    case 'job':
      return `job:${actor.name}`
    case 'operator':
      return 'operator'
  }
}

/** Who may use a command at all: anyone, anyone known, or holders of a role. Records are judged one by one besides. */
export type Access = 'anyone' | 'known' | readonly Role[]
