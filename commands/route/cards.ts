import { type Block, bold, buttons, type Card, note, say, text } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { generalRoutes, routeSuggestions, routesOf, type ShownRoute } from '../../src/ledger/route-table.ts'
import { type Day, dayOf, sayDay } from '../../src/lib/time.ts'
import { hasRole } from '../../src/people/may.ts'

/** What the button and the form that change a rule do. */
export const changeAction = (args: Record<string, unknown>) => ({
  command: 'route',
  intent: 'route.set',
  args,
})

/** The general rules of all categories, with what the office's own decisions suggest. */
export async function tableCard({ db, speaker }: Context): Promise<Card> {
  const rows = await generalRoutes(db)
  const suggestions = hasRole(speaker, 'office') ? await routeSuggestions(db) : []
  return {
    title: '派单规则',
    tone: 'info',
    blocks: [
      {
        kind: 'table',
        columns: [
          { key: 'category', title: '类别' },
          { key: 'unit', title: '承办单位' },
          { key: 'days', title: '期限（工作日）', align: 'right' },
        ],
        rows: rows.map(({ category, unit, dueDays }) => ({ category, unit, days: String(dueDays) })),
      },
      note('全市通用规则。个别县市区、特急件另有规定；发“停电的派单规则”看某一类的全部规则和修改记录。'),
      ...suggestions.flatMap(({ category, fromUnit, toUnit, toUnitId, times }): Block[] => [
        text('办公室', bold(`${times}次`), `把派给${fromUnit}的${category}诉求改交${toUnit}，要不要改规则？`),
        buttons({
          label: `${category}改派${toUnit}`.slice(0, 20),
          action: changeAction({ category, unit: toUnitId, reason: `办公室已${times}次改派` }),
        }),
      ]),
    ],
  }
}

export const scopeOf = ({ region, urgency }: Pick<ShownRoute, 'region' | 'urgency'>) =>
  [region ?? '全市', urgency ?? ''].filter(Boolean).join(' ')

const KEPT_SHOWN = 8
const RULES_SHOWN = 20

/** All rules of a category, those in force and those replaced. */
export async function categoryCard({ db, speaker, now }: Context, category: string): Promise<Card> {
  const rows = await routesOf(db, category)
  if (rows.length === 0)
    return say('派单规则', `“${category}”没有专门的派单规则，先由领导小组办公室研判后交办。`, 'plain')
  const today = dayOf(now)
  const inForce = rows.filter(({ to }) => to === null)
  const ended = rows.filter(({ to }) => to !== null)
  const isOffice = hasRole(speaker, 'office')
  return {
    title: `派单规则：${category}`,
    tone: 'info',
    blocks: [
      {
        kind: 'table',
        columns: [
          { key: 'scope', title: '范围' },
          { key: 'unit', title: '承办单位' },
          { key: 'days', title: '期限（工作日）', align: 'right' },
          { key: 'reason', title: '理由' },
        ],
        rows: inForce.slice(0, RULES_SHOWN).map(rule => ({
          scope: scopeOf(rule),
          unit: rule.unit,
          days: String(rule.dueDays),
          reason: rule.reason,
        })),
      },
      ...inForce.filter(({ by }) => by !== null).map(rule => text(saySet(rule, today))),
      ...(ended.length > 0
        ? [
            note(
              [`以前的规则：`, ...ended.slice(0, KEPT_SHOWN).map(rule => sayEnded(rule, today))].join('\n'),
            ),
          ]
        : [note('没有改过，是系统自带的默认规则，请主管部门确认。')]),
      ...(isOffice
        ? [
            buttons(
              { label: '修改', style: 'primary', action: changeAction({ category }) },
              ...inForce
                .filter(({ by, region, urgency }) => by !== null && (region !== null || urgency !== null))
                .slice(0, 3)
                .map(rule => ({
                  label: `撤销“${scopeOf(rule)}”`,
                  action: { command: 'route', intent: 'route.end', args: { route: rule.id } },
                  confirm: '撤销后改按更通用的规则派单，已交办的诉求不变。',
                })),
            ),
          ]
        : []),
    ],
  }
}

const saySet = ({ by, from, ...rule }: ShownRoute, today: Day) =>
  `${scopeOf(rule)}：${by}于${sayDay(dayOf(from), today)}改定。`

const sayEnded = ({ from: _, to, unit, dueDays, ...rule }: ShownRoute, today: Day) =>
  `${scopeOf(rule)}：${unit}，${dueDays}个工作日；用到${to ? sayDay(dayOf(to), today) : ''}。`
