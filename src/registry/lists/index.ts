import { enterprises } from './enterprises.ts'
import { figures } from './figures.ts'
import { incidents } from './incidents.ts'
import type { List } from './list.ts'
import { plans } from './plans.ts'
import { rosterMembers } from './roster-members.ts'

/** Every list that goes in and out as a spreadsheet. */
export const lists: readonly List[] = [enterprises, figures, rosterMembers, incidents, plans]
