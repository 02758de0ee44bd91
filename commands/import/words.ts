import { z } from 'zod'
import type { Context, Said } from '../../src/chat/command.ts'
import { extractSlots } from '../../src/chat/slots.ts'
import type { Given } from '../../src/registry/lists/batch.ts'
import type { List } from '../../src/registry/lists/list.ts'
import { tableIn } from './tables.ts'

/** Columns that may be said of a whole table, by the name of the slot they come in. */
const SAID = {
  source: '来源',
  metric: '指标',
  period: '期间',
  roster: '名录',
  year: '年度',
  basis: '依据',
  reference: '出处',
} as const
type SaidSlot = keyof typeof SAID

const saidSlots = Object.fromEntries(
  Object.keys(SAID).map(slot => [slot, z.string().max(100).optional()]),
) as Record<SaidSlot, z.ZodOptional<z.ZodString>>

export const importSlots = z.object({
  text: z.string().optional(),
  ...saidSlots,
  /** Of which list the table is. */
  kind: z.string().max(40).optional(),
  /** A file that waits to be told what it is for. */
  upload: z.number().int().optional(),
  /** A table is spoken of. */
  attachment: z.boolean().optional(),
})
export type ImportAsked = z.infer<typeof importSlots>

/** Somebody wants a table put in. */
export const IMPORT =
  /导入|导进|(?:导|传|录)到系统|录[入进](?:系统|去)|(?:这|那|发的|发来的|给的).{0,14}(?:导|录)一?下/

/** What a text says of a table: which list, whose figures, of what and when. */
export function readImport({ text, slots }: Pick<Said, 'text' | 'slots'>): Record<string, unknown> {
  const source = /税务/.test(text)
    ? '税务局'
    : /统计/.test(text)
      ? '统计局'
      : /自报|企业报/.test(text)
        ? '企业自报'
        : undefined
  const metric = slots.metrics?.[0] ?? (source === '税务局' ? '实缴税金' : undefined)
  const kind = tableIn(text)?.kind
  return {
    ...(source && { source }),
    ...(metric && { metric }),
    ...(kind && { kind }),
    ...(/表|文件|附件|名单|台账|excel|xlsx|csv/i.test(text) && { attachment: true }),
  }
}

/** What was typed beside a file that came with words for nothing else. */
export function readAlong({ files, now }: Pick<Context, 'files' | 'now'>, { text = '' }: ImportAsked) {
  if (files.length === 0 || text === '') return {}
  const { slots } = extractSlots(text, { now, mentions: [] })
  return { ...(slots.period && { period: slots.period }), ...readImport({ text, slots }) }
}

/** What is said of the whole table, as far as the list has such columns. */
export function givenFor({ columns }: List, asked: ImportAsked): Given {
  const year = asked.year ?? /^20\d\d/.exec(asked.period ?? '')?.[0]
  const said = { ...asked, year }
  return Object.fromEntries(
    (Object.keys(SAID) as SaidSlot[]).flatMap(slot => {
      const words = said[slot]?.trim()
      return words && columns.some(({ title }) => title === SAID[slot]) ? [[SAID[slot], words]] : []
    }),
  )
}

/** The slot a column is said in. */
export const slotOf = (title: string): SaidSlot | undefined =>
  (Object.keys(SAID) as SaidSlot[]).find(slot => SAID[slot] === title)
