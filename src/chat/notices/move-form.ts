import type { CaseFacts } from '../../../db/notice.ts'
import type { Block, Field, Option } from '../card.ts'
import { type Asked, actionOn, MOVES, type Move, type WordedMove } from './case-moves.ts'

/** What a form is filled with beforehand, and the units and categories there are to choose from. */
export interface FormFill {
  values?: Record<string, string | undefined>
  units?: readonly Option[]
  categories?: readonly Option[]
  /** What its button carries besides. */
  args?: Record<string, unknown>
}

/** The form a move is written in, filled with what was already said. */
export function moveForm(
  facts: CaseFacts,
  move: WordedMove,
  { values = {}, args = {}, ...lists }: FormFill = {},
): Block {
  const { form, label }: Move = MOVES[move]
  if (!form) throw new Error(`${label} has no form`)
  return {
    kind: 'form',
    name: `case_${move}`,
    fields: form.asks.map(asked => fieldOf(asked, values[asked.name], lists)),
    submit: {
      label: form.submit,
      style: 'primary',
      action: actionOn(facts, move, { ...args, ...form.args }),
    },
  }
}

/** What a form asks for. */
export function asksOf(move: WordedMove): readonly Asked[] {
  const { form }: Move = MOVES[move]
  return form?.asks ?? []
}

function fieldOf(
  asked: Asked,
  value: string | undefined,
  { units = [], categories = [] }: Pick<FormFill, 'units' | 'categories'>,
): Field {
  const { name, label } = asked
  const filled = value ? { value } : {}
  switch (asked.kind) {
    case 'words':
      return {
        kind: 'text',
        name,
        label,
        placeholder: asked.hint,
        ...(asked.optional ? {} : { required: true }),
        ...(asked.short ? {} : { long: true }),
        ...filled,
      }
    case 'date':
      return { kind: 'date', name, label, ...(asked.optional ? {} : { required: true }), ...filled }
    case 'unit':
      return { kind: 'choice', name, label, required: true, options: [...units], ...filled }
    case 'category':
      return { kind: 'choice', name, label, required: true, options: [...categories], ...filled }
    case 'choice': {
      const options = asked.options.map(option => ({ value: option, label: option }))
      // What was said may go on where the option ends: 待上级答复：等省厅批复.
      const chosen = asked.options.find(option => value?.startsWith(option)) ?? asked.options[0] ?? ''
      return { kind: 'choice', name, label, required: true, options, value: chosen }
    }
  }
}
