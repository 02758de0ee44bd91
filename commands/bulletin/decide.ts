import { z } from 'zod'
import {
  approveBulletin,
  type Decided,
  holdBulletin,
  recallBulletin,
  rejectBulletin,
  releaseBulletin,
} from '../../src/bulletins/decide.ts'
import { pagePath } from '../../src/bulletins/link.ts'
import { type Block, buttons, type Card, note, say, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { bulletinBody, demoTag } from '../../src/chat/notices/bulletin-body.ts'
import { formButtons } from '../../src/chat/notices/bulletin-published.ts'
import { findDay } from '../../src/lib/find-day.ts'
import { dayOf } from '../../src/lib/time.ts'
import { sayPeriod } from '../../src/registry/period.ts'
import { DECIDERS } from './access.ts'
import { pickBulletin, versionSeen } from './pick.ts'
import { showBulletin } from './show.ts'

/** Which one is not said: the one talked about. */
const IN_SIGHT = { bulletin: '$context' }

const whichSlots = {
  bulletin_id: z.number().int().optional(),
  version: z.number().int().optional(),
}
const reasonSlot = z.string().max(500, '原因请写在 500 字以内。').optional()

const decisionOf = ({ speaker, now, causeId }: Context, id: number) => ({ id, actor: speaker, now, causeId })

/** 批准发布: what was on screen is what is published; an older version is refused. */
export const approve = intent({
  title: '批准发布通报',
  examples: [
    '通报批准发布',
    '通报可以发了',
    '同意发布',
    '这期通报没问题 发吧',
    '同意',
    '同意发',
    '可以发了',
    '发吧',
    '没意见 发',
    '通报行 发出去',
    '同意印发',
    '审定了 发布',
    '稿子可以',
    '这个通报我同意',
    '看过了 没问题 发',
    '就按这个发',
    '批准',
    '行 就这么发',
    '通报没问题 同意印发',
    '可以 发各县',
    '看了 同意 落款改今天',
    '批准 马上发',
  ],
  access: DECIDERS,
  read: () => IN_SIGHT,
  slots: z.object(whichSlots),
  async run(context, { bulletin_id, version }) {
    const target = await pickBulletin(context, bulletin_id)
    const decided = await approveBulletin(context.db, {
      ...decisionOf(context, target.id),
      version: versionSeen(context, target, version),
    })
    return answer(context, decided, await published(context, decided), '已批准发布，正在发给接收的群和人。')
  },
})

/** The words that only say "send it back"; what follows them is the reason. */
const REJECTING =
  /^(?:这期|本期)?(?:通报)?(?:不同意|不批准|退回去?|驳回|打回去?|先?不[能要]?发)(?:这期|本期)?(?:发布)?(?:的?通报)?[\s,，。:：;；!！]*/

export const reject = intent({
  title: '退回通报',
  examples: [
    '不同意 数据再核',
    '退回通报 数据再核',
    '通报打回去重写',
    '这期通报先不发 数据不对',
    '退回',
    '不行 重写',
    '数据不对 退回',
    '打回去',
    '驳回 数要核',
    '打回 数据对不上',
    '退回去补园区数据',
    '通报驳回',
    '通报不行 重新弄',
    '写得不行',
    '这稿不能用',
    '不同意发',
    '退稿 补充各县数据',
    '口径不对 打回',
    '不行 数据和上次对不上 退回',
    '退回 祁东的数要重核',
    '写得太虚 重写',
    '不发 口径有问题 退回去',
  ],
  access: DECIDERS,
  read: ({ text: said }) => ({ ...IN_SIGHT, reason: said.replace(REJECTING, '') }),
  slots: z.object({ ...whichSlots, reason: reasonSlot }),
  async run(context, { bulletin_id, reason: words = '' }) {
    const target = await pickBulletin(context, bulletin_id)
    const decided = await rejectBulletin(context.db, { ...decisionOf(context, target.id), reason: words })
    return answer(context, decided, rejected(decided), '已退回，改好后可重新起草。')
  },
})

/** The words that only say "not yet". */
const HOLDING =
  /(?:这期|本期)?(?:倍增)?(?:通报)?(?:先|暂时?|暂且)?(?:别|不要|不能|不|停一?下|压一?压|缓)(?:急着)?(?:发布?|推送?|送)?(?:出去|了|吧)?(?:通报)?[\s,，。:：;；!！]*/
const RELEASING = /解除暂缓|不用(?:再)?(?:暂缓|压)|可以继续|恢复发布|已经?核(?:完|好|过)/

export const hold = intent({
  title: '暂缓发布通报',
  examples: [
    '先别发！！数据还没核',
    '通报先压一压 等统计局核完',
    '通报暂缓发布 祁东的数要再核',
    '先不要推通报',
    '通报可以继续 解除暂缓',
    '先别发',
    '暂缓',
    '等我看了再发',
    '通报先放一放',
    '压两天',
    '缓发',
    '等数据核了再发',
    '先不发 下周再说',
    '推迟发布',
    '等会后再发',
    '暂时别印发',
    '先等等 数有变化',
    '先别发 税收数还没到',
    '通报等周一会后再发',
    '这期压一压 书记要看',
    '先放着 等统计局确认',
    '暂停发布 有个数要核',
  ],
  access: DECIDERS,

  read: ({ text: said, now }) => {
    if (RELEASING.test(said)) return { ...IN_SIGHT, release: true }
    const until = findDay(said, dayOf(now))?.said
    return {
      ...IN_SIGHT,
      reason: said.replace(HOLDING, '').trim() || said.trim(),
      ...(until && 'day' in until && { due: until.day }),
    }
  },
  slots: z.object({ ...whichSlots, reason: reasonSlot, release: z.boolean().optional() }),
  async run(context, { bulletin_id, reason = '', release }) {
    const target = await pickBulletin(context, bulletin_id)
    if (release) {
      const { bulletin, isRepeat } = await releaseBulletin(context.db, decisionOf(context, target.id))
      const reply = await showBulletin(context.db, bulletin, context.now, '解除暂缓')
      return asClick(context, reply, isRepeat ? '没有暂缓，可以直接批准。' : '已解除暂缓，可以批准发布。')
    }
    if (target.state === 'published') return offerRecall(target.id, sayPeriod(target.period))
    const { bulletin, isRepeat, by } = await holdBulletin(context.db, {
      ...decisionOf(context, target.id),
      reason,
    })
    const reply = await showBulletin(context.db, bulletin, context.now)
    return asClick(context, reply, isRepeat ? `此前已由${by}暂缓。` : '已暂缓，解除前谁也发不出去。')
  },
})

/** It is out already: it can only be taken back. */
const offerRecall = (id: number, month: string): Reply => ({
  card: say(
    `${month}倍增通报已经发布`,
    '已经批准并发出，暂缓不了。确实要收回的，请写明原因撤回：没发出去的不再发，发出去的改为“已撤回”，网页同时关闭。',
    'warn',
    recallForm(id),
  ),
  focus: { bulletinId: id },
})

const recallForm = (id: number): Block => ({
  kind: 'form',
  name: 'bulletin_recall',
  fields: [{ kind: 'text', name: 'reason', label: '撤回原因', required: true }],
  submit: {
    label: '撤回通报',
    style: 'danger',
    confirm: '撤回后接收的群和人都会收到撤回通知。',
    action: { command: 'bulletin', intent: 'bulletin.recall', args: { bulletin_id: id } },
  },
})

const RECALLING =
  /(?:把)?(?:这期|本期|已发的?)?(?:倍增)?通报(?:撤回来?|收回来?|撤了)|(?:撤回|收回|撤下)(?:这期|本期)?(?:倍增)?通报/

export const recall = intent({
  title: '撤回通报',
  examples: [
    '撤回通报 产值有更正',
    '把通报撤回来 数据错了',
    '这期通报收回',
    '通报收回',
    '通报发错了 撤回',
    '已发的通报撤回来',
    '收回这期通报 数错了',
  ],
  access: DECIDERS,

  read: ({ text: said }) => ({
    reason: said
      .replace(RECALLING, '')
      .replace(/^[\s,，。:：]+/, '')
      .trim(),
  }),
  slots: z.object({ ...whichSlots, reason: reasonSlot }),
  async run(context, { bulletin_id, reason = '' }) {
    const target = await pickBulletin(context, bulletin_id ?? context.focus.bulletinId)
    if (target.state === 'published' && reason === '') return offerRecall(target.id, sayPeriod(target.period))
    const decided = await recallBulletin(context.db, { ...decisionOf(context, target.id), reason })
    const reply = await showBulletin(context.db, decided.bulletin, context.now)
    return asClick(context, reply, '已撤回，接收的群和人会收到通知。')
  },
})

/** For a click the card becomes what it led to; text gets a card of its own. */
export function asClick({ text: typed }: Context, reply: Reply, words: string): Reply {
  return typed === '' ? { ...reply, replaces: true, toast: { tone: 'good', text: words } } : reply
}

function answer(
  { text: typed }: Context,
  { bulletin, isRepeat, by }: Decided,
  card: Card,
  done: string,
): Reply {
  const words = isRepeat ? `此前已由${by}办理，没有重复办理。` : done
  return {
    card,
    focus: { bulletinId: bulletin.id },
    ...(typed === '' && { replaces: true, toast: { tone: isRepeat ? 'info' : 'good', text: words } }),
  }
}

async function published({ db, now }: Context, { bulletin, isRepeat, by }: Decided): Promise<Card> {
  const { id, period, content, wording } = bulletin
  const words = isRepeat
    ? `这期通报此前已由${by}批准发布，没有重复发送。`
    : `已由${by}批准发布，正在发给接收的群和人。`
  const path = await pagePath(db, id, now)
  return {
    ...say(
      `${sayPeriod(period)}倍增通报（已发布）`,
      words,
      'good',
      ...bulletinBody({ content, wording, path }),
      formButtons(path),
      buttons({
        label: '撤回',
        style: 'danger',
        action: { command: 'bulletin', intent: 'bulletin.recall', args: { bulletin_id: id } },
      }),
    ),
    ...demoTag(content),
  }
}

function rejected({ bulletin: { period, reason, content }, isRepeat, by }: Decided): Card {
  const words = `${isRepeat ? '这份初稿此前' : ''}已由${by}退回。改好后请发“起草倍增通报”重新起草。`
  return {
    title: `${sayPeriod(period)}倍增通报（已退回）`,
    tone: 'warn',
    ...demoTag(content),
    blocks: [text(words), text(`退回原因：${reason ?? ''}`), note('退回后系统不会自动重新起草。')],
  }
}
