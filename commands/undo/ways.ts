import { z } from 'zod'
import type { Address } from '../../db/notice.ts'
import { PROJECT_STAGES } from '../../db/schema/index.ts'
import { say } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { type KeptSettings, restoreSettings } from '../../src/chat/push/settings.ts'
import { openAct } from '../../src/ledger/act.ts'
import { undoStep } from '../../src/ledger/undo.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { grantRole } from '../../src/people/accounts.ts'
import { dropCall } from '../../src/people/handoff.ts'
import { actorId, type Role, requirePerson } from '../../src/people/roles.ts'
import { correctVisit } from '../../src/registry/liaison/record-visit.ts'
import { retractRisk } from '../../src/registry/liaison/signals.ts'
import { changeMilestone, setStage } from '../../src/registry/projects/edit.ts'
import { retractFigures } from '../../src/registry/reporting/report.ts'
import { retract } from '../../src/registry/retract.ts'
import { retractProposal } from '../../src/registry/rosters/propose.ts'
import { cancelReminders } from '../../src/reminders/reminders.ts'
import { answerDone } from '../case/show.ts'

/** Takes one kind of deed back, by what was written down of it. Throws `Refusal` where somebody went on from it. */
type Way = (context: Context, ref: Record<string, unknown>, words: string) => Promise<Reply>

/** A way of undoing with the shape of what it needs. */
const way =
  <S extends z.ZodType>(
    shape: S,
    undo: (context: Context, ref: z.infer<S>, words: string) => Promise<Reply>,
  ): Way =>
  (context, ref, words) =>
    undo(context, shape.parse(ref), words)

const id = z.number().int()
const WHY = '刚办错，撤回'

/** How each kind of deed is taken back: always by something added that names it, never by removing it. */
export const WAYS: Readonly<Record<string, Way>> = {
  case: way(z.object({ no: z.string(), seq: id }), async (context, { no, seq }, words) => {
    const act = await openAct(context.db, context.now, context.speaker, context.causeId)
    const facts = await undoStep(act, no, seq)
    return answerDone(context, act.calendar, facts, `已撤回：${words}。`)
  }),
  cases: way(
    z.object({ steps: z.array(z.object({ no: z.string(), seq: id })) }),
    async (context, { steps }, words) => {
      const act = await openAct(context.db, context.now, context.speaker, context.causeId)
      for (const { no, seq } of steps) await undoStep(act, no, seq)
      return undone(words, '各件都已撤回，承办单位已知道。')
    },
  ),
  figures: way(
    z.object({ uscc: z.string(), ids: z.array(id) }),
    async ({ db, now, speaker }, { uscc, ids }, words) => {
      await retractFigures(db, ids, { by: requirePerson(speaker).id, now })
      return {
        ...undone(words, '报的这一版不再算数，留有记录；以前报过的仍按以前的算。'),
        isPrivate: true,
        focus: { uscc },
      }
    },
  ),
  visits: way(
    z.object({ ids: z.array(id), signal: id.optional() }),
    async ({ db, now, speaker, causeId }, { ids, signal }, words) => {
      const act = { db, now, speaker, causeId }
      for (const one of ids) await correctVisit(act, one, { right: null, reason: WHY })
      if (signal !== undefined) await retractRisk(act, signal)
      return { ...undone(words, '走访不再计数，记录保留备查。'), isPrivate: true }
    },
  ),
  risk: way(z.object({ id }), async ({ db, now, speaker, causeId }, ref, words) => {
    await retractRisk({ db, now, speaker, causeId }, ref.id)
    return { ...undone(words, '这条风险信号已作废，属地和办公室看到的是“已撤回”。'), isPrivate: true }
  }),
  project: way(
    z.object({
      project: id,
      progress: id.optional(),
      milestone: id.optional(),
      stage: z.object({ stage: z.enum(PROJECT_STAGES), before: z.string().nullable() }).optional(),
    }),
    async ({ db, now, speaker }, ref, words) => {
      const { id: by } = requirePerson(speaker)
      const change = { by, now, reason: WHY }
      if (ref.progress !== undefined) await retract(db, 'project_progress', [ref.progress], change)
      if (ref.milestone !== undefined) await changeMilestone(db, ref.milestone, { doneOn: null }, change)
      if (ref.stage)
        await setStage(db, ref.project, { stage: ref.stage.stage, actualOn: ref.stage.before }, change)
      return {
        ...undone(words, '报的这一条不再算数，留有记录。'),
        isPrivate: true,
        focus: { projectId: ref.project },
      }
    },
  ),
  plan: way(z.object({ id, uscc: z.string() }), async ({ db, now, speaker }, ref, words) => {
    await retract(db, 'plan_progress', [ref.id], { by: requirePerson(speaker).id, now })
    return { ...undone(words, '这条进展不再算数，留有记录。'), isPrivate: true, focus: { uscc: ref.uscc } }
  }),
  reminder: way(z.object({ id }), async ({ db, now, speaker }, ref, words) => {
    const [gone] = await cancelReminders(db, requirePerson(speaker).id, [ref.id], now)
    if (!gone) throw new Refusal('这个提醒已经发出或取消了。')
    return { ...undone(words, '不再提醒。'), isPrivate: true }
  }),
  pushes: way(
    z.object({ reader: z.string(), before: z.custom<KeptSettings>() }),
    async ({ db, now, speaker }, { reader, before }, words) => {
      const setting = { db, reader: reader as Address, by: requirePerson(speaker).id, now }
      await restoreSettings(setting, before)
      return undone(words, '推送设置和原来一样了。')
    },
  ),
  binding: way(
    z.object({ personId: z.string(), role: z.string(), scopeId: z.string() }),
    async ({ db, now, speaker }, { personId, role, scopeId }, words) => {
      const grantedBy = actorId(speaker)
      await grantRole(db, { personId, role: role as Role, scopeId, grantedBy, now })
      return { ...undone(words, '绑定和原来一样了。'), isPrivate: true }
    },
  ),
  handoff: way(z.object({ id }), async ({ db }, ref, words) => {
    if (!(await dropCall(db, ref.id)))
      throw new Refusal('办公室已经有人接了，会联系您；不用了就告诉来电的人。')
    return { ...undone(words, '办公室不会再联系您。'), isPrivate: true }
  }),
  proposal: way(z.object({ proposal: id }), async ({ db, now, speaker, causeId }, { proposal }, words) => {
    await retractProposal({ db, now, speaker, causeId }, proposal)
    return undone(words, '提案已撤下，不用再批。')
  }),
}

const undone = (words: string, what: string): Reply => ({ card: say('已撤回', `${words}：${what}`, 'good') })
