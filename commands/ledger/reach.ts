import type { Db } from '../../db/client.ts'
import { unitNames } from '../../src/ledger/names.ts'
import { hasRole, scopesOf } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'

/**
 * Whose cases somebody is told of, in words, so that no number is taken for the city's; null for those who hear of all
 * (`countableFor`, `readableBy` in the ledger's `scope.ts`).
 */
export async function reachOf(db: Db, speaker: Speaker): Promise<string | null> {
  if (hasRole(speaker, 'office', 'admin', 'observer') || scopesOf(speaker, 'leader').includes('*'))
    return null
  const counties = await unitNames(db, scopesOf(speaker, 'county'))
  const units = await unitNames(db, scopesOf(speaker, 'department', 'utility', 'chief'))
  const chains = scopesOf(speaker, 'chain', 'leader')
  const firms = scopesOf(speaker, 'liaison').length
  return [
    counties.length > 0 ? `${counties.join('、')}企业的诉求` : '',
    units.length > 0 ? `${units.join('、')}承办或协办过的诉求` : '',
    chains.length > 0 ? `${chains.join('、')}产业链企业的诉求` : '',
    firms > 0 ? `您联系的${firms}家企业的诉求` : '',
    hasRole(speaker, 'enterprise') ? '本企业的诉求' : '',
  ]
    .filter(Boolean)
    .join('，')
}
