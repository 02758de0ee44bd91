import { buttons, say } from '../../src/chat/card.ts'
import type { Context, GoOn, Reply } from '../../src/chat/command.ts'
import { findWaiting, settle } from '../../src/chat/confirm.ts'
import { exchange } from '../../src/chat/say-again.ts'
import { dayOf } from '../../src/lib/time.ts'
import { findEnterprises, findMention } from '../../src/registry/resolve.ts'

/** What was wrong about the last sentence, and what it should have said. */
interface Correction {
  right?: string | undefined
  wrong?: string | undefined
}

/** The last sentence as it was meant; null where there is none, or nothing in it is of that kind. */
export async function correct(context: Context, { right, wrong }: Correction): Promise<GoOn | null> {
  const { db, now, focus } = context
  const { said } = focus
  if (said === undefined || right === undefined) return null
  const before = { text: said, mentions: await findMention(db, said) }
  const meant =
    wrong !== undefined && said.includes(wrong)
      ? said.replace(wrong, right)
      : exchange(before, { text: right, mentions: await findMention(db, right) }, dayOf(now))
  if (meant === null || meant === said) return null
  // What was read wrongly is not to be confirmed any more.
  const open = focus.confirmation === undefined ? null : await findWaiting(context, focus.confirmation)
  if (open && open !== 'settled') await settle(db, open.id, 'dropped')
  return { said: meant }
}

const OFFERED = 3

/** Where it was not said what is right: the other enterprises of that name, or how to say it. */
export async function offerOthers({ db, focus, text }: Context, { right }: Correction): Promise<Reply> {
  const { said, uscc } = focus
  if (said === undefined)
    return {
      card: say(
        '没有要更正的',
        '刚才没有说到什么，或者已经过去太久。请把要查的、要办的完整说一遍。',
        'plain',
      ),
    }
  const [mention] = await findMention(db, said)
  const named = mention ? await findEnterprises(db, mention.matchedText, OFFERED + 1) : []
  const others = right === undefined ? named.filter(one => one.uscc !== uscc).slice(0, OFFERED) : []
  const options = others.map(({ name }) => ({
    label: name,
    command: 'dialogue',
    intent: 'meta.correct',
    args: { right: name },
  }))
  if (options.length === 0)
    return {
      card: say(
        '请说得再细一点',
        right === undefined
          ? `刚才听到的是“${said}”。哪里不对请直接说，例如“不是这家 是建滔化工”“我要衡南县的”。`
          : `“${right}”没对上刚才那句“${said}”。请把要查的、要办的完整说一遍。`,
        'plain',
      ),
      ...(text === '' && { replaces: true }),
    }
  return {
    card: say(
      '您说的是哪一家？',
      '也可以直接写企业全称或统一社会信用代码。',
      'plain',
      buttons(...options.map(({ label, ...action }) => ({ label, action }))),
    ),
    focus: { ...focus, options },
  }
}
