import Big from 'big.js'
import type { Db } from '../../db/client.ts'
import { enterprise, incident } from '../../db/schema/index.ts'
import { cardText } from '../../src/chat/card-text.ts'
import type { Context, Intent, Reply } from '../../src/chat/command.ts'
import { instantOf } from '../../src/lib/time.ts'
import type { Grant, Speaker } from '../../src/people/roles.ts'
import { recordFigures } from '../../src/registry/figures.ts'
import type { Indicator } from '../../src/registry/indicators.ts'
import { builtIn } from '../support/policies.ts'

export const RUIDA = '91430400TEST0000A1'
export const OTHER = '91430400TEST0000B2'
const NOW = instantOf('2023-11-15', '10:00')

export const person = (...grants: Grant[]): Speaker => ({
  kind: 'person',
  id: 'p1',
  name: '张三',
  grants,
  isDemo: false,
})
export const office = person({ role: 'office', scopeId: '*' })
export const ruida = person({ role: 'enterprise', scopeId: RUIDA })
export const rival = person({ role: 'enterprise', scopeId: OTHER })
export const stranger: Speaker = { kind: 'stranger', platform: 'feishu', openId: 'ou_x' }

/** Two enterprises without figures. */
export async function addFirms(db: Db): Promise<void> {
  await db.insert(enterprise).values(
    [
      { uscc: RUIDA, name: '衡阳瑞达电源有限公司', shortName: '瑞达电源' },
      { uscc: OTHER, name: '衡阳别家有限公司', shortName: '别家' },
    ].map(one => ({
      ...one,
      isAboveScale: true,
      isIndustrial: true,
      isDigital: false,
      firstAboveScaleOn: '2012-01-01',
      isDemo: true,
      updatedAt: NOW,
    })),
  )
}

/** Annual or monthly figures of one enterprise, 万元, as the statistics and the tax bureau report them. */
export async function addFigures(db: Db, amounts: [Indicator, string, number][]): Promise<void> {
  await recordFigures(
    db,
    amounts.map(([indicator, period, amount]) => ({
      uscc: RUIDA,
      indicator,
      period,
      amount: new Big(amount),
      source: indicator === 'tax' ? '税务' : '统计',
    })),
    { by: 'import', now: NOW },
  )
}

export async function addAccident(db: Db, values: Omit<typeof incident.$inferInsert, 'uscc'>): Promise<void> {
  await db.insert(incident).values({ uscc: RUIDA, ...values })
}

/** Runs an intent as dispatch does, with slots checked by its own schema. */
export async function ask(
  db: Db,
  intent: Intent,
  { by, slots = {}, text = '', now = NOW }: { by: Speaker; slots?: object; text?: string; now?: Date },
): Promise<Reply & { words: string }> {
  const context: Context = {
    db,
    now,
    speaker: by,
    chat: { platform: 'feishu', chatId: 'oc_1', kind: 'private' },
    openId: 'ou_1',
    focus: {},
    text,
    causeId: null,
    files: [],
    commands: [],
    policies: builtIn,
  }
  const reply = await intent.run(context, intent.slots.parse(slots) as never)
  return { ...reply, words: cardText(reply.card) }
}
