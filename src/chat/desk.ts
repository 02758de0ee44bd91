import type { Db } from '../../db/client.ts'
import type { CaseFacts } from '../../db/notice.ts'
import type { WorkCalendar } from '../lib/working-days.ts'
import type { Card } from './card.ts'

/** Who reads a card that is kept up to date. */
export interface CardReader {
  platform: string
  /** The group's chat id or the person's open id. */
  place: string
  kind: 'private' | 'group'
}

/** What delivery asks of the rooms it may not import; the wiring hands it in. */
export interface Desk {
  /** The calendar by which people are at work. */
  calendar(db: Db): Promise<WorkCalendar>
  /** A case as it stands; null when there is none. */
  facts(db: Db, caseNo: string, now: Date): Promise<CaseFacts | null>
  /** A case as it stands, with what its reader may do now; null when it is not for them to read. */
  card(db: Db, caseNo: string, reader: CardReader, now: Date): Promise<Card | null>
}
