import type { Address } from '../../db/notice.ts'
import type { Context } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { unitOfGroup } from '../../src/people/groups.ts'
import { hasRole, ledBy, unitsOf } from '../../src/people/may.ts'
import { requirePerson } from '../../src/people/roles.ts'

/**
 * Whose pushes somebody speaks of: their own in private, the group's in a group, which anybody of its unit may set.
 * @throws {Refusal} for strangers, in a group of nobody's, and in that of another unit
 */
export async function readerHere({ db, speaker, chat }: Context): Promise<Address> {
  const person = requirePerson(speaker)
  if (chat.kind === 'private') return `person:${person.id}`
  const unitId = await unitOfGroup(db, chat.platform, chat.chatId)
  if (!unitId) throw new Refusal('这个群没有登记给哪个单位，没有推送可以设置。请联系系统管理员登记。')
  const isTheirs =
    [...unitsOf(person), ...ledBy(person)].includes(unitId) ||
    (unitId === 'leaders' ? hasRole(person, 'leader', 'office') : hasRole(person, 'office', 'admin'))
  if (!isTheirs) throw new Refusal('本群的推送由本单位人员和领导小组办公室设置，您可以私聊我设置自己的。')
  return `unit:${unitId}`
}
