import { z } from 'zod'
import { say } from '../../src/chat/card.ts'
import { intent } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { markDone } from '../../src/reminders/done.ts'
import { recurringNamed } from '../../src/reminders/sources/recurring.ts'

/** 已办: a duty that leaves no trace elsewhere, from its card or by its name. */
export const doneIntent = intent({
  title: '定期事项已办',
  examples: ['已办：发布入规调度通报', '已办：县“百十亿”工程季度通报', '定期事项已办', '培育库动态管理已办'],
  access: 'known',
  read: ({ text: said, now }) => recurringNamed(said, dayOf(now)) ?? {},
  slots: z.object({ item: z.string().max(80).optional(), what: z.string().max(100).optional() }),
  async run({ db, now, speaker }, { item, what }) {
    if (!item) throw new Refusal('哪项定期工作办完了？请照提醒卡片上的名称说，例如“已办：发布入规调度通报”。')
    await markDone(db, requirePerson(speaker), item, now)
    return {
      card: say('已办', `${what ?? '这项工作'}已记为办完，这一期不再提醒。`, 'good'),
      toast: { tone: 'good', text: '已记为办完' },
      did: { words: `${what ?? '定期工作'}已记为办完`, undo: { never: '已记为办完，这一期不再提醒。' } },
    }
  },
})
