import { z } from 'zod'
import { bold, text } from '../../src/chat/card.ts'
import { type Context, type Intent, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { instructMatters } from '../../src/registry/matters/acts.ts'

const onMatters = z.object({ matter: z.string(), instruction: z.string().min(1) })

/** 批示 on cases, which on 一事一议 goes to all matters under way instead. */
export function orMatters(onCases: Intent): Intent {
  return intent({
    title: onCases.title,
    examples: onCases.examples,
    access: onCases.access,
    read: said => {
      const found = onCases.read?.(said) ?? {}
      if (!/一事一议/.test(said.text)) return found
      const words = said.text.replace(
        /^.*?一事一议(?:事项)?(?:的)?(?:那|这)?(?:几件|些|个)?(?:事|事项)?[\s,，:：]*/,
        '',
      )
      return { ...found, matter: '一事一议事项', instruction: words || said.text }
    },
    slots: z.union([onMatters, onCases.slots]),
    run: (context, given) => {
      const matters = onMatters.safeParse(given)
      return matters.success
        ? instructOn(context, matters.data.instruction)
        : onCases.run(context, given as never)
    },
  })
}

async function instructOn({ db, speaker, now, causeId }: Context, words: string): Promise<Reply> {
  if (speaker.kind !== 'person') throw new Refusal('您还没有绑定身份，不能批示。')
  const told = await instructMatters({ db, speaker, now }, words, causeId)
  return {
    card: {
      title: '批示已转出',
      tone: 'good',
      ...(told.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(bold(`“${words}”`), `已转${told.length}件在办一事一议事项的承办单位、经办人和办公室：`),
        ...told.map(({ no, title, state }) => text(bold(no), ` ${title}（${state}）`)),
      ],
    },
    isPrivate: true,
  }
}
