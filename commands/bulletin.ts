import { z } from 'zod'
import type { Db } from '../db/client.ts'
import { composeBulletin } from '../src/bulletins/compose.ts'
import { approveBulletin, type Decided, rejectBulletin, sayDecider } from '../src/bulletins/decide.ts'
import { draftBulletin } from '../src/bulletins/draft.ts'
import { type Bulletin, getBulletin, lastDecided, openDrafts } from '../src/bulletins/find.ts'
import { pagePath } from '../src/bulletins/link.ts'
import { latestMonth, reportPeriod } from '../src/bulletins/report-period.ts'
import { sayNoData } from '../src/bulletins/words.ts'
import { type Card, note, say, text } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { bulletinBody, demoTag } from '../src/chat/notices/bulletin-body.ts'
import { bulletinDraft } from '../src/chat/notices/bulletin-draft.ts'
import { bulletinPublished } from '../src/chat/notices/bulletin-published.ts'
import { Refusal } from '../src/lib/errors.ts'
import { dayOf } from '../src/lib/time.ts'
import type { Role } from '../src/people/roles.ts'
import { sayPeriod } from '../src/registry/period.ts'

const DECIDERS: readonly Role[] = ['office', 'leader']
/** Totals and rankings are for officials (C-3); enterprises and strangers see neither. */
const OFFICIALS: readonly Role[] = [
  ...DECIDERS,
  'admin',
  'county',
  'department',
  'chain',
  'liaison',
  'observer',
]

/** 通报: the monthly doubling bulletin, from a look at the numbers to publication. */
export const bulletin = {
  name: 'bulletin',
  title: '通报',
  aliases: ['倍增通报', '月报'],
  summary: '看倍增情况，起草、批准、退回倍增通报',
  intents: {
    'query.briefing': intent({
      title: '倍增情况',
      examples: [
        '这个月倍增怎么样了',
        '全市倍增进度怎么样',
        '倍增了多少家',
        '这个月倍增数据',
        '各县倍增排名',
        '总体情况怎么样',
        '最近倍增进展如何',
        '汇报一下整体情况',
        '上个月通报内容',
        '倍增工作情况',
        '给我看看最新通报',
        '这个月总的情况',
        '几个关键数报一下',
        '全市情况',
        '10月情况怎么样',
      ],
      access: OFFICIALS,
      slots: z.object({ period: z.string().optional() }),
      run: (context, { period }) => brief(context, period),
    }),
    'bulletin.draft': intent({
      title: '起草倍增通报',
      examples: [
        '出一期倍增通报的初稿',
        '起草倍增通报',
        '写一下上个月的通报',
        '通报初稿',
        '写个10月通报',
        '出一份倍增月报',
        '拟一份通报初稿',
        '上个月的倍增通报起草一下',
        '做一期问题办理通报',
        '月报写一份',
        '通报稿子弄出来',
        '生成10月份简报',
      ],
      access: DECIDERS,
      slots: z.object({ period: z.string().optional() }),
      run: draft,
    }),
    'bulletin.approve': intent({
      title: '批准发布通报',
      examples: [
        '通报批准发布',
        '通报可以发了',
        '同意发布',
        '这期通报没问题 发吧',
        '通报可以 发',
        '同意印发',
        '批准这期通报',
        '这期月报通过',
        '就这样发吧',
        '稿子没意见 发布',
        '审核通过 印发',
      ],
      access: DECIDERS,
      slots: z.object({ bulletin_id: z.number().int().optional() }),
      async run(context, { bulletin_id }) {
        const target = await pick(context, bulletin_id)
        const { db, now, speaker, causeId } = context
        const decided = await approveBulletin(db, { id: target.id, actor: speaker, now, causeId })
        return answer(context, decided, published(decided), '已批准发布，正在发给市领导。')
      },
    }),
    'bulletin.reject': intent({
      title: '退回通报',
      examples: [
        '数据没核准 不同意发',
        '退回通报 数据再核',
        '通报打回去重写',
        '这期通报先不发 数据不对',
        '通报退回修改',
        '稿子不行 重写',
        '数据有问题 退回去',
        '驳回 口径不对',
        '这期不能发 打回',
        '退稿',
      ],
      access: DECIDERS,
      slots: z.object({
        bulletin_id: z.number().int().optional(),
        reason: z.string().max(500, '退回原因请写在 500 字以内。').optional(),
        text: z.string().optional(),
      }),
      async run(context, { bulletin_id, reason, text: typed = '' }) {
        const target = await pick(context, bulletin_id)
        const { db, now, speaker, causeId } = context
        const words = reason ?? typed.replace(/^\/\S+\s*/, '').replace(REJECTING, '')
        const decided = await rejectBulletin(db, {
          id: target.id,
          actor: speaker,
          now,
          causeId,
          reason: words,
        })
        return answer(context, decided, rejected(decided), '已退回，改好后可重新起草。')
      },
    }),
  },
} satisfies Command

/** The words that only say "send it back"; what follows them is the reason. */
const REJECTING =
  /^(?:这期|本期)?(?:通报)?(?:不同意|不批准|退回去?|驳回|打回去?|先?不[能要]?发)(?:这期|本期)?(?:发布)?(?:的?通报)?[\s,，。:：;；!！]*/

/** The month a period ends with: `2023-10` of itself and of `2023M01-10`; null of a whole year or nothing. */
function monthOf(period: string | undefined): string | null {
  const [, year, month] = /^(\d{4})(?:M\d{2})?-(\d{2})$/.exec(period ?? '') ?? []
  return year && month ? `${year}-${month}` : null
}

async function brief({ db, now, policies }: Context, asked?: string): Promise<Reply> {
  const wanted = monthOf(asked) ?? dayOf(now).slice(0, 7)
  const latest = await latestMonth(db, reportPeriod(now))
  if (!latest) throw new Refusal('名录企业还没有任何月度数据，暂时给不出倍增情况。请先导入数据。')
  const content = await composeBulletin(db, policies, now, latest)
  const isOther = wanted !== latest
  const card: Card = {
    title: `倍增情况（截至${sayPeriod(latest)}）`,
    tone: 'info',
    ...demoTag(content),
    blocks: [
      ...(isOther ? [note(whyOther(wanted, latest))] : []),
      ...bulletinBody(content),
      note('以上为即时数据，未经审批，不作通报使用。'),
    ],
  }
  return { card }
}

function whyOther(wanted: string, latest: string): string {
  return wanted > latest
    ? `${sayPeriod(wanted)}的数据还没有出，以下为截至${sayPeriod(latest)}的情况。`
    : `以下为最新情况（截至${sayPeriod(latest)}）；${sayPeriod(wanted)}当时的情况请看当月通报。`
}

async function draft(
  { db, now, policies, speaker, causeId }: Context,
  { period }: { period?: string | undefined },
) {
  const due = reportPeriod(now)
  const asked = monthOf(period)
  // 本月的通报 is the one drafted this month, about the month before.
  if (asked && asked !== due && asked !== dayOf(now).slice(0, 7)) {
    throw new Refusal(
      `现在能起草的是${sayPeriod(due)}通报（数据截至上月），不能起草${sayPeriod(asked)}的。请发“起草倍增通报”。`,
    )
  }
  const drafted = await draftBulletin(db, { policies, actor: speaker, now, causeId })
  if (drafted.kind === 'no-data') {
    throw new Refusal(`${sayNoData(drafted)}，不能起草通报。请先催报并导入数据。`)
  }
  return show(db, drafted.bulletin, now)
}

/** A bulletin as it stands: the draft with its buttons, or the published one. */
async function show(db: Db, row: Bulletin, now: Date): Promise<Reply> {
  const data = { bulletinId: row.id, content: row.content }
  if (row.state === 'draft') return { card: bulletinDraft(data), focus: { bulletinId: row.id } }
  const card = bulletinPublished({ ...data, path: await pagePath(db, row.id, now) })
  const by = await sayDecider(db, row, now)
  return { card: { ...card, blocks: [note(`已由${by}批准发布。`), ...card.blocks] } }
}

/** Which bulletin is meant: the one clicked, the draft last talked about, or the only one open. */
async function pick({ db, focus }: Context, id: number | undefined): Promise<Bulletin> {
  if (id !== undefined) return getBulletin(db, id)
  const open = await openDrafts(db)
  const inFocus = open.find(one => one.id === focus.bulletinId)
  const only = inFocus ?? (open.length === 1 ? open[0] : await focused(db, focus.bulletinId))
  if (only) return only
  if (open.length > 1) {
    const months = open.map(one => sayPeriod(one.period)).join('、')
    throw new Refusal(`有${open.length}期通报待审批（${months}），请在要办的那张初稿卡片上点按钮。`)
  }
  const last = await lastDecided(db)
  if (last) return last
  throw new Refusal('现在没有待审批的通报。请先发“起草倍增通报”。')
}

async function focused(db: Db, id: number | undefined): Promise<Bulletin | null> {
  return id === undefined ? null : getBulletin(db, id)
}

/** For a click the draft's card becomes the decision; text gets a card of its own. */
function answer(
  { text: typed }: Context,
  { bulletin, isRepeat, by }: Decided,
  card: Card,
  done: string,
): Reply {
  const isClick = typed === ''
  const words = isRepeat ? `此前已由${by}办理，没有重复办理。` : done
  const { period, state, reason } = bulletin
  const isOut = state === 'published'
  const did = {
    words: `${isOut ? '批准发布' : '退回'}${sayPeriod(period)}倍增通报${reason ? `（${reason}）` : ''}`,
    undo: { never: isOut ? '已经发出去了；有误请重新起草一期更正。' : '改好后请重新起草。' },
  }
  return {
    card,
    focus: { bulletinId: bulletin.id },
    ...(!isRepeat && { did }),
    ...(isClick && { replaces: true, toast: { tone: isRepeat ? 'info' : 'good', text: words } }),
  }
}

function published({ bulletin: { period, content }, isRepeat, by }: Decided): Card {
  const words = isRepeat
    ? `这期通报此前已由${by}批准发布，没有重复发送。`
    : `已由${by}批准发布，正在发给市领导。`
  return {
    ...say(`${sayPeriod(period)}倍增通报（已发布）`, words, 'good', ...bulletinBody(content)),
    ...demoTag(content),
  }
}

function rejected({ bulletin: { period, reason, content }, isRepeat, by }: Decided): Card {
  const words = `${isRepeat ? '这份初稿此前' : ''}已由${by}退回。改好后请发“起草倍增通报”重新起草。`
  return {
    title: `${sayPeriod(period)}倍增通报（已退回）`,
    tone: 'warn',
    ...demoTag(content),
    blocks: [text(words), text(`退回原因：${reason ?? ''}`)],
  }
}
