import type { Db } from '../../db/client.ts'
import { sayDecider } from '../../src/bulletins/decide.ts'
import type { Bulletin } from '../../src/bulletins/find.ts'
import { shownDraft, shownPublished } from '../../src/bulletins/shown.ts'
import { type Card, note, say } from '../../src/chat/card.ts'
import type { Reply } from '../../src/chat/command.ts'
import { bulletinDraft, bulletinHeldDraft } from '../../src/chat/notices/bulletin-draft.ts'
import { bulletinPublished, bulletinRecalled } from '../../src/chat/notices/bulletin-published.ts'
import { sayPeriod } from '../../src/registry/period.ts'

/** A bulletin as it stands: the draft with its buttons, the published one, or what became of it. `why`: of this version. */
export async function showBulletin(db: Db, row: Bulletin, now: Date, why = '起草'): Promise<Reply> {
  return {
    card: await cardOf(db, row, now, why),
    focus: { bulletinId: row.id, bulletinVersion: row.version },
  }
}

async function cardOf(db: Db, row: Bulletin, now: Date, why: string): Promise<Card> {
  const by = row.state === 'draft' ? '' : await sayDecider(db, row, now)
  switch (row.state) {
    case 'draft':
      return bulletinDraft(await shownDraft(db, row, now, why))
    case 'held':
      return bulletinHeldDraft(await shownDraft(db, row, now, why), row.reason ?? '', by)
    case 'published': {
      const card = bulletinPublished(await shownPublished(db, row, now))
      return { ...card, blocks: [note(`已由${by}批准发布。`), ...card.blocks] }
    }
    case 'recalled': {
      const { id, period, reason, content } = row
      return bulletinRecalled({ bulletinId: id, period, reason: reason ?? '', by, isDemo: content.isDemo })
    }
    case 'rejected':
      return say(
        `${sayPeriod(row.period)}倍增通报（已退回）`,
        `已由${by}退回：${row.reason ?? ''}。请发“起草倍增通报”重新起草。`,
        'warn',
      )
  }
}
