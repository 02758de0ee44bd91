import { z } from 'zod'
import { bold, buttons, type Card, muted, note, type Span, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { formatWan } from '../../src/lib/money.ts'
import { isTracked, type Lit, lightOf } from '../../src/registry/projects/light.ts'
import type { ProjectOn } from '../../src/registry/projects/load.ts'
import { delaysOf } from '../../src/registry/projects/stages.ts'
import { askedIn, CONDITIONS, type Condition, chosen, conditionIn } from './filter.ts'
import { ownProjects } from './pick.ts'
import { LIGHT_SPAN, lightVersion } from './show.ts'
import { statsSlots } from './stats.ts'

const SHOWN = 10

export const listSlots = statsSlots.extend({
  condition: z.string().max(10).optional(),
  /** How many were shown already. */
  from: z.number().int().min(0).max(5000).optional(),
})
type Slots = z.infer<typeof listSlots>

interface Line {
  project: ProjectOn
  lit: Lit | null
}

/** Projects of which something is so, the worst first, each with why. */
export async function tellList(context: Context, given: Slots): Promise<Reply> {
  const own = await ownProjects(context)
  const chains = [...new Set(own.flatMap(({ chain }) => chain ?? []))]
  const asked = { ...askedIn(context.text, chains), ...given }
  const condition = (given.condition as Condition | undefined) ?? conditionIn(context.text)
  const { title, projects } = chosen(own, asked)
  const version = lightVersion(context)
  const lines = projects
    .map((project): Line => ({ project, lit: isTracked(project) ? lightOf(version, project) : null }))
    .filter(line => condition === undefined || fits(condition, line))
    .sort((a, b) => gravity(b) - gravity(a))
  const from = given.from ?? 0
  const shown = lines.slice(from, from + SHOWN)
  const words = condition ? `${condition}的${title}` : title
  const card: Card = {
    title: words,
    tone: lines.length > 0 && (condition === '红灯' || condition === '应开工未开工') ? 'warn' : 'info',
    ...(shown.some(({ project }) => project.isDemo) && { tags: ['演示数据'] }),
    blocks: [
      text(
        lines.length === 0 ? `没有${words}。` : bold(`共${lines.length}个`),
        from > 0 ? `，第${from + 1}个起` : '',
      ),
      ...shown.map(line => text(...spansOf(line))),
      ...(shown.length > 0
        ? [
            buttons(
              ...shown.slice(0, 4).map(({ project }) => ({
                label: `看${project.name.slice(0, 12)}`,
                action: { command: 'project', intent: 'query.project', args: { project_id: project.id } },
              })),
              ...(from + SHOWN < lines.length
                ? [
                    {
                      label: `下${Math.min(SHOWN, lines.length - from - SHOWN)}个`,
                      action: {
                        command: 'project',
                        intent: 'query.project_list',
                        args: { ...asked, ...(condition && { condition }), from: from + SHOWN },
                      },
                    },
                  ]
                : []),
            ),
          ]
        : []),
      note('红灯表示滞后严重，标准为本系统约定，待主管部门确认。来源：项目台账。'),
    ],
  }
  const [only] = shown.length === 1 ? shown : []
  return {
    card,
    isPrivate: true,
    focus: {
      ...(only && { projectId: only.project.id }),
      options: shown.map(({ project }) => ({
        label: project.name,
        command: 'project',
        intent: 'query.project',
        args: { project_id: project.id },
      })),
    },
  }
}

function fits(condition: Condition, { project, lit }: Line): boolean {
  if (condition === '红灯') return lit?.light === '红'
  if (condition === '黄灯') return lit?.light === '黄'
  if (condition === '滞后') return lit?.light === '红' || lit?.light === '黄'
  return CONDITIONS[condition].fits(project)
}

/** Red before yellow before the rest; within a colour what is farther behind. */
const gravity = ({ lit }: Line): number =>
  (lit?.light === '红' ? 10_000 : lit?.light === '黄' ? 5000 : 0) + Number(lit?.lag ?? 0)

function spansOf({ project, lit }: Line): Span[] {
  const light = lit?.light
  const late = delaysOf(project.stages, project.on).find(({ actualOn }) => actualOn === null)
  return [
    light ? LIGHT_SPAN[light](`${light}灯`) : muted('未亮'),
    ' ',
    bold(project.name),
    `（${[project.park ?? project.region, project.stage].filter(Boolean).join('，')}）`,
    `总投资${formatWan(project.total)}`,
    light && light !== '绿' ? `，${lit.why.join('；')}` : late ? `，${late.stage}已过${late.days}天` : '',
    project.owner ? muted(` 责任人${project.owner}`) : muted(' 未明确责任人'),
  ]
}
