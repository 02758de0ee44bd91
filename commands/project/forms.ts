import { text } from '../../src/chat/card.ts'
import { type Context, type Intent, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import type { Person } from '../../src/people/roles.ts'
import { type ProjectOn, projectsOn } from '../../src/registry/projects/load.ts'
import { type FormSlots, formSlots, type ProjectForm } from './form.ts'
import { pickProject } from './pick.ts'
import { RESOURCE_FORMS } from './resource-forms.ts'
import { SCHEDULE_FORMS } from './schedule-forms.ts'
import { showProject } from './show.ts'

async function runForm(context: Context, name: string, form: ProjectForm, given: FormSlots): Promise<Reply> {
  const { db, speaker, now } = context
  const picked = await pickProject(context, given, { intent: name, args: {} })
  if ('ask' in picked) return picked.ask
  const { project } = picked
  if (!form.may(speaker, project)) throw new Refusal(`“${form.title}”由${form.by}办理，您可以查看项目。`)
  if (!given.sure) return { ...(await blank(context, name, form, project)), focus: { projectId: project.id } }
  const change = { by: (speaker as Person).id, now, reason: given.reason?.trim() || null }
  const done = await form.run(context, project, given, change)
  const toast = { tone: 'good', text: done } as const
  const [fresh] = await projectsOn(db, dayOf(now), project.id)
  if (!fresh)
    return {
      card: { title: project.name, tone: 'info', blocks: [text(done)] },
      isPrivate: project.uscc !== null,
      replaces: true,
      toast,
    }
  return { ...(await showProject(context, fresh, [text(done)])), replaces: true, toast }
}

async function blank(context: Context, name: string, form: ProjectForm, project: ProjectOn): Promise<Reply> {
  const fields = await form.fields(project, context)
  const empty = fields.find(one => one.kind === 'choice' && one.options.length === 0)
  if (empty) throw new Refusal(`这个项目现在没有可选的${empty.label}。`)
  return {
    card: {
      title: `${form.title}：${project.name}`,
      tone: 'info',
      ...(project.isDemo && { tags: ['演示数据'] }),
      blocks: [
        {
          kind: 'form',
          name: name.replace(/\W/g, '_'),
          fields,
          submit: {
            label: form.submit,
            style: 'primary',
            action: { command: 'project', intent: name, args: { project_id: project.id, sure: true } },
          },
        },
      ],
    },
    isPrivate: project.uscc !== null,
  }
}

/** All of them as intents, reached by the buttons of a project's card. */
export const formIntents: Record<string, Intent> = Object.fromEntries(
  Object.entries({ ...SCHEDULE_FORMS, ...RESOURCE_FORMS }).map(([name, form]) => [
    name,
    intent({
      title: form.title,
      examples: form.examples,
      access: 'known',
      slots: formSlots,
      run: (context, given) => runForm(context, name, form, given),
    }),
  ]),
)
