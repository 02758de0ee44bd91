import { type Card, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { isDay } from '../../src/lib/time.ts'
import { recordStep } from '../../src/registry/rosters/checks.ts'
import type { CycleStep } from '../../src/registry/rosters/cycle.ts'
import { STEP_WORDS } from '../../src/registry/rosters/pack.ts'
import { actOf } from './act.ts'
import { workflowCard } from './workflow.ts'

interface Recorded {
  step: CycleStep
  year: number
  date: string
  reference: string
}

export const isMeeting = (step: CycleStep): boolean => step === 'committee' || step === 'government'

/** The form by which a step is recorded: its day, and the number of the minutes of a meeting. */
export function recordCard({ step, year, date, reference }: Recorded): Card {
  return {
    title: `登记：${STEP_WORDS[step]}`,
    tone: 'info',
    blocks: [
      text(`${year}年名录评定`),
      {
        kind: 'form',
        name: 'step',
        fields: [
          {
            kind: 'date',
            name: 'date',
            label: isMeeting(step) ? '会议日期' : '办完日期',
            required: true,
            value: date,
          },
          {
            kind: 'text',
            name: 'reference',
            label: isMeeting(step) ? '会议纪要编号' : '文号（没有可不填）',
            ...(isMeeting(step) && { required: true }),
            value: reference,
            placeholder: '例如 第12号',
          },
        ],
        submit: {
          label: '登记',
          style: 'primary',
          action: { command: 'roster', intent: 'cycle.record', args: { step, year, form: true } },
        },
      },
      note('登记错了再登记一次，以最后一次为准，以前的保留。'),
    ],
  }
}

/** Records a step and shows where the cycle stands now. */
export async function record(context: Context, { step, year, date, reference }: Recorded): Promise<Reply> {
  if (!isDay(date)) throw new Refusal(`日期“${date}”看不懂，请写成 2024-01-20 的样子。`)
  const cycle = await recordStep(actOf(context), year, { step, doneOn: date, reference })
  const done = `已登记：${STEP_WORDS[step]}，${date}${reference ? `，${reference}` : ''}。`
  return {
    card: await workflowCard(context, cycle, [text(done)]),
    toast: { tone: 'good', text: done },
  }
}
