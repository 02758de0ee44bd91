import { DEMO_PEOPLE } from '../../db/demo/directory.ts'
import type { Role, Speaker } from '../../src/people/roles.ts'

/** Who speaks in an evaluation line. */
export const PERSONAS = ['official', 'leader', 'liaison', 'enterprise', 'unit', 'county', 'stranger'] as const
export type Persona = (typeof PERSONAS)[number]

const OPEN_IDS: Record<Exclude<Persona, 'stranger'>, string> = {
  official: 'ou_demo_office',
  leader: 'ou_demo_mayor',
  liaison: 'ou_demo_liaison',
  enterprise: 'ou_demo_enterprise',
  unit: 'ou_demo_land',
  county: 'ou_demo_county',
}

/** The demo person a persona speaks as. */
export function speakerOf(persona: Persona): Speaker {
  if (persona === 'stranger') return { kind: 'stranger', platform: 'feishu', openId: 'ou_nobody' }
  const found = DEMO_PEOPLE.find(({ openId }) => openId === OPEN_IDS[persona])
  if (!found) throw new Error(`no demo person ${OPEN_IDS[persona]}`)
  const grants = found.grants.map(({ role, scopeId = '*' }) => ({ role: role as Role, scopeId }))
  return { kind: 'person', id: found.id ?? '', name: found.name, isDemo: true, grants }
}
