import { enterprises } from './enterprises.ts'
import { figures } from './figures.ts'
import type { List } from './list.ts'

/** Every list that goes in and out as a spreadsheet. */
export const lists: readonly List[] = [enterprises, figures]
