import { buttons, say } from '../../src/chat/card.ts'
import type { Context, Focus, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { maySeeDuty } from '../../src/people/may.ts'
import { findProjects } from '../../src/registry/projects/find.ts'
import { type ProjectOn, projectsOn } from '../../src/registry/projects/load.ts'

/** What was said about which project is meant. */
export interface ProjectWords {
  project_id?: number | undefined
  /** Its name as it was said. */
  project?: string | undefined
  uscc?: string | undefined
  /** A firm that was named; `$self` is the speaker's own, not named. */
  enterprise?: string | undefined
}

/** What is wanted of it, for the buttons when there is a choice. */
export interface Wanted {
  intent: string
  args: Record<string, unknown>
}

export type Picked = { project: ProjectOn } | { ask: Reply }

/** The projects a speaker may read, as they stand today. */
export async function ownProjects({ db, now, speaker }: Context): Promise<ProjectOn[]> {
  return (await projectsOn(db, dayOf(now))).filter(one => maySeeDuty(speaker, one))
}

/**
 * Finds the project a person means: by its number, its name or part of it, its firm, or the one talked about.
 * @throws {Refusal} when none of theirs fits
 */
export async function pickProject(context: Context, words: ProjectWords, wanted: Wanted): Promise<Picked> {
  const { project_id: id, project: said = '', uscc, enterprise } = words
  const own = await ownProjects(context)
  const isNamed = enterprise !== undefined && enterprise !== '$self'
  const given = id ?? (said === '' && !isNamed ? context.focus.projectId : undefined)
  if (given !== undefined) {
    const project = own.find(one => one.id === given)
    if (!project) throw new Refusal('没有找到这个项目，或者它不在您的职责范围内。')
    return { project }
  }
  const firms = uscc === undefined ? [] : own.filter(one => one.uscc === uscc)
  // Another's project is not meant where a firm was named, unless that name is the project's.
  const called = isNamed && firms.length === 0 ? own.filter(one => isCalled(one, enterprise)) : own
  const found = findProjects(firms.length > 0 ? firms : called, said)
  const ofFirm = isNamed || isGeneric(said) ? firms : []
  const [best, ...others] = found.length > 0 ? found.map(({ project }) => project) : ofFirm
  if (!best && isNamed && own.length > 0)
    throw new Refusal(`您能查的项目里没有“${enterprise}”的项目。项目由领导小组办公室或县市区园区登记、导入。`)
  if (!best) throw new Refusal(none(own, said))
  return others.length === 0 ? { project: best } : { ask: askWhich([best, ...others], wanted) }
}

const isCalled = ({ name, aliases, firm }: ProjectOn, enterprise: string): boolean =>
  [name, ...aliases, firm ?? ''].some(one => one.includes(enterprise))

/** Says nothing of which project it is: 我们的技改项目, 新厂房. */
const isGeneric = (said: string): boolean =>
  said
    .replace(
      /技改|技术改造|项目|工程|厂房|厂区|车间|生产线|产线|建设|我们|咱们|公司|企业|[的新老这那个]/g,
      '',
    )
    .trim() === ''

function none(own: readonly ProjectOn[], said: string): string {
  if (own.length === 0) return '您的职责范围内还没有登记项目。项目由领导小组办公室或县市区园区登记、导入。'
  const example = own[0]?.name ?? ''
  return said === ''
    ? `请写上项目名称，例如“${example} 进度怎么样”。`
    : `您能查的项目里没有找到“${said.slice(0, 30)}”。请换个叫法再试，或发“项目情况”看清单。`
}

const OFFERED = 6

function askWhich(projects: readonly ProjectOn[], { intent, args }: Wanted): Reply {
  const options: NonNullable<Focus['options']> = projects.slice(0, OFFERED).map(({ id, name }) => ({
    label: name.slice(0, 30),
    command: 'project',
    intent,
    args: { ...args, project_id: id },
  }))
  const card = say(
    '您说的是哪个项目？',
    projects.length > OFFERED ? `有${projects.length}个，先列${OFFERED}个；也可以写全名。` : '请点一个：',
    'plain',
    ...options.map(({ label, ...action }) => buttons({ label, action })),
  )
  return { card, isPrivate: true, focus: { options } }
}
