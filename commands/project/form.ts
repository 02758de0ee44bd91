import { z } from 'zod'
import type { Field, Option } from '../../src/chat/card.ts'
import type { Context } from '../../src/chat/command.ts'
import { mayManageDuty, mayReportDuty } from '../../src/people/may.ts'
import type { Speaker } from '../../src/people/roles.ts'
import type { Change } from '../../src/registry/projects/changes.ts'
import type { ProjectOn } from '../../src/registry/projects/load.ts'

const field = z.string().max(500, '太长了，请压缩到500字以内。').optional()

/** Which project, what the text called it, and everything a form of these may hand in. */
export const formSlots = z.object({
  project_id: z.number().int().optional(),
  project: z.string().max(200).optional(),
  uscc: z.string().max(40).optional(),
  enterprise: z.string().max(100).optional(),
  sure: z.boolean().optional(),
  stage: field,
  kind: field,
  day: field,
  reason: field,
  milestone_id: field,
  title: field,
  owner: field,
  unit: field,
  year: field,
  amount: field,
  arrived: field,
  goal: field,
  tag: field,
  name: field,
  duty: field,
  source: field,
})
export type FormSlots = z.infer<typeof formSlots>

/** One thing that can be changed of a project by a small form. */
export interface ProjectForm {
  title: string
  submit: string
  examples: readonly string[]
  may(speaker: Speaker, project: ProjectOn): boolean
  /** Who may, for whoever may not. */
  by: string
  fields(project: ProjectOn, context: Context): Promise<Field[]> | Field[]
  /** Carries it out; the sentence says what was done. */
  run(context: Context, project: ProjectOn, given: FormSlots, change: Change): Promise<string>
}

export const REASON: Field = { kind: 'text', name: 'reason', label: '原因（改动已登记的内容时必填）' }
export const options = (values: readonly string[]): Option[] => values.map(value => ({ value, label: value }))

export const reporters = { may: mayReportDuty, by: '责任单位、专班、业主企业或属地' }
export const managers = { may: mayManageDuty, by: '领导小组办公室或属地县市区园区' }
