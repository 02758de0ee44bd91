import type { Db } from '../client.ts'
import { park, region, unit } from '../schema/index.ts'
import { loadLedgerBase } from './ledger.ts'
import { PARKS, REGIONS, UNITS } from './places.ts'
import { loadRegistryBase } from './registry.ts'

/**
 * Fills what every installation needs before its first enterprise: regions, parks, units, routes, the calendar,
 * chains, targets, terms.
 * Rows that are there stay as the office has edited them; repeating it changes nothing.
 */
export async function ensureBaseData(db: Db): Promise<void> {
  await db.insert(region).values(REGIONS).onConflictDoNothing()
  await db.insert(park).values(PARKS).onConflictDoNothing()
  await db.insert(unit).values(UNITS).onConflictDoNothing()
  await loadLedgerBase(db)
  await loadRegistryBase(db)
}
