import { z } from 'zod'
import { say } from '../../src/chat/card.ts'
import { intent } from '../../src/chat/command.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { markDone } from '../../src/reminders/done.ts'

/** 已办: from the card of a duty that leaves no trace elsewhere. */
export const doneIntent = intent({
  title: '定期事项已办',
  examples: [],
  access: 'known',
  slots: z.object({ item: z.string().max(80), what: z.string().max(100).optional() }),
  async run({ db, now, speaker }, { item, what }) {
    await markDone(db, requirePerson(speaker), item, now)
    return {
      card: say('已办', `${what ?? '这项工作'}已记为办完，这一期不再提醒。`, 'good'),
      toast: { tone: 'good', text: '已记为办完' },
    }
  },
})
