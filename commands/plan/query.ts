import { bold, buttons, fields, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { mayPlanFor, maySeeFigures } from '../../src/people/may.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { placeCalled } from '../../src/registry/places.ts'
import { type AtRisk, firmsAtRisk } from '../../src/registry/rosters/plans.ts'
import { isAt } from '../roster/which.ts'
import { planCard, STANDINGS } from './cards.ts'

const SHOWN = 10
/** The most pressing first. */
const ORDER: AtRisk['standing'][] = ['missing', 'overdue', 'partial', 'running', 'done']

interface Asked {
  uscc?: string | undefined
  region?: string | undefined
  park?: string | undefined
}

/** The plan of one enterprise, or how the plans of all firms at risk stand. */
export async function tellPlans(context: Context, asked: Asked): Promise<Reply> {
  if (asked.uscc) {
    const firm = await getEnterprise(context.db, asked.uscc)
    if (!firm) throw new Refusal('库里没有这家企业，请核对名称。')
    if (!maySeeFigures(context.speaker, firm) && !mayPlanFor(context.speaker, firm))
      throw new Refusal(`“${firm.shortName}”的一企一策不在您的查看范围内。`)
    return { card: await planCard(context, firm), isPrivate: true, focus: { uscc: firm.uscc } }
  }
  const place = placeCalled(asked.park ?? asked.region)
  const firms = await firmsAtRisk(
    context.db,
    context.policies,
    dayOf(context.now),
    member => maySeeFigures(context.speaker, member) && (place === null || isAt(member, place)),
  )
  const count = (standing: AtRisk['standing']) => firms.filter(one => one.standing === standing).length
  const alerts = firms.filter(({ isAlert }) => isAlert)
  const inOrder = firms.toSorted(
    (a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || b.daysAtRisk - a.daysAtRisk,
  )
  const [first] = inOrder
  return {
    card: {
      title: '一企一策落实情况',
      tone: alerts.length > 0 ? 'warn' : 'info',
      ...(firms.some(({ member }) => member.isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(
          `${place?.name ?? ''}退规风险库现有`,
          bold(`${firms.length}家`),
          alerts.length > 0 ? `，入库满15天还没有齐全方案的` : '',
          alerts.length > 0 ? bold(`${alerts.length}家`) : '',
          '。',
        ),
        fields({
          没有方案: `${count('missing')}家`,
          办理中: `${count('running') + count('partial')}家`,
          已过时限: `${count('overdue')}家`,
          已落实: `${count('done')}家`,
        }),
        ...(inOrder.length > 0
          ? [
              text(
                ...inOrder
                  .slice(0, SHOWN)
                  .flatMap(({ member, daysAtRisk, standing, isAlert, state }, i) => [
                    `${i > 0 ? '\n' : ''}· ${member.shortName}（入库${daysAtRisk}天）：`,
                    STANDINGS[standing],
                    isAlert ? '，请尽快' : state ? `，${state.plan.owner}，${state.plan.dueOn}前` : '',
                  ]),
              ),
            ]
          : []),
        ...(firms.length > SHOWN ? [note(`只列${SHOWN}家，急的在前。`)] : []),
        ...(first && first.standing === 'missing' && mayPlanFor(context.speaker, first.member)
          ? [
              buttons({
                label: `给${first.member.shortName}定方案`,
                action: { command: 'plan', intent: 'plan.write', args: { uscc: first.member.uscc } },
              }),
            ]
          : []),
        note('依据湖南省2022年1月12日方案四；15天为本系统默认，待主管部门确认。'),
      ],
    },
    isPrivate: true,
  }
}
