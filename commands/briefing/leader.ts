import { z } from 'zod'
import { itemsFor } from '../../src/briefing/leader/items.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { leaderBriefing } from '../../src/chat/notices/leader-briefing.ts'
import { dayOf } from '../../src/lib/time.ts'
import { requirePerson } from '../../src/people/roles.ts'

/** 今日要情: everything that needs a leader now, told before or not. */
export const leader = intent({
  title: '今日要情',
  examples: [
    '今天的要情',
    '今日要情简报',
    '给我一份今天的晨报',
    '现在有哪些红牌红灯要我管',
    '这周要情',
    '领导简报',
    '今天有什么大事',
    '今天有啥要关注的',
    '今天要紧的事',
    '有什么要我拍板的',
    '早报',
  ],
  inPrivate: true,
  access: ['leader', 'office', 'admin'],

  slots: z.object({}),
  run: tell,
})

async function tell(context: Context): Promise<Reply> {
  const { db, policies, now } = context
  const reader = requirePerson(context.speaker)
  const items = await itemsFor({ db, policies, now, reader })
  return {
    card: leaderBriefing({ day: dayOf(now), items, standing: 0, isAll: true }),
    isPrivate: true,
    focus: {
      options: items.slice(0, 9).map(({ open }) => open),
    },
  }
}
