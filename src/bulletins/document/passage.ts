import type { Wording } from '../../../db/bulletin-content.ts'
import type { Passage } from './parts.ts'

/** A passage with the remark people gave it, or our own. */
export function passage(
  { remarks }: Pick<Wording, 'remarks'>,
  { remark = '', ...given }: Omit<Passage, 'kind' | 'remark' | 'isEdited'> & { remark?: string },
): Passage {
  const edited = remarks[given.id]
  return { kind: 'passage', ...given, remark: edited ?? remark, isEdited: edited !== undefined }
}
