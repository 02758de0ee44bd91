import { z } from 'zod'
import { bold, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { sayPercent } from '../../src/lib/percent.ts'
import { dayOf } from '../../src/lib/time.ts'
import { factRows } from '../../src/registry/fact-rows.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { screen } from '../../src/registry/screening.ts'
import { findRule } from '../../src/rules/find-rule.ts'
import { OVERSEERS, scopeOf } from './scope.ts'

/** Rungs from the lowest, by the branch of R-LADDER that says so. */
const RUNGS = [
  ['small', '小微（营收1000万元以下，未入统）'],
  ['cultivated', '小升规培育（1000万元至不满2000万元，未入统）'],
  ['due', '应统未统（2000万元及以上，未入统）'],
  ['risk', '退规风险（已入统，营收3000万元以下且有信号）'],
  ['above', '规上（已入统，没有退规信号）'],
] as const

/** 企业梯次分布: how many industrial firms stand on each rung between small and above scale. */
export const ladderCounts = intent({
  title: '企业梯次分布',
  examples: [
    '企业梯次分布',
    '各档企业分别多少家',
    '小微和规上企业各有多少',
    '衡东企业梯次情况',
    '工业企业梯次统计',
    '企业梯次',
    '各梯次多少家',
  ],
  access: OVERSEERS,

  read: ({ rest }) => {
    const place = placeIn(rest)
    return place ? { [place.kind]: place.name } : {}
  },
  slots: z.object({ region: z.string().max(20).optional(), park: z.string().max(20).optional() }),
  run: tell,
})

async function tell(
  context: Context,
  asked: { region?: string | undefined; park?: string | undefined },
): Promise<Reply> {
  const on = dayOf(context.now)
  const version = findRule(context.policies.documents, 'R-LADDER', on)
  const place = placeCalled(asked.park ?? asked.region)
  const [facts, scope] = await Promise.all([
    factRows(context.db, on, [version]),
    scopeOf(context.db, context.speaker),
  ])
  const among = (firm: Parameters<typeof scope.among>[0]) =>
    scope.among(firm) && (place === null || (firm.assessUnitId ?? firm.regionCode) === place.id)
  const { rows, passing, counts } = screen(facts, version, { among })
  const words = place?.name ?? scope.words
  if (rows.length === 0) throw new Refusal(`库里还没有${words}的企业。`)
  const standing = passing.length
  const many = (rung: string) => passing.filter(({ via }) => via.includes(rung)).length
  return {
    card: {
      title: '企业梯次分布',
      tone: 'info',
      ...(rows.some(row => facts.firms[row]?.isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(`${words}库内企业${rows.length}家，能分档的工业企业`, bold(`${standing}家`), '。'),
        {
          kind: 'table',
          columns: [
            { key: 'rung', title: '档' },
            { key: 'firms', title: '家数', align: 'right' },
            { key: 'share', title: '占比', align: 'right' },
          ],
          rows: RUNGS.map(([rung, title]) => ({
            rung: title,
            firms: String(many(rung)),
            share: sayPercent(many(rung), standing),
          })),
        },
        text(`资料不足${counts.unknown}家，不是工业企业${counts.fail}家。`),
        note(
          '每家企业只在一档（R-LADDER，衔接办法为本系统约定，待主管部门确认）；停产、用电等信号另按退规风险库核对。',
        ),
      ],
    },
  }
}
