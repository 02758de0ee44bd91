import { type Button, bold, buttons, note, say, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { contactsOf, type Held, heldByName } from '../../src/people/accounts.ts'
import { endBinding, sayRole } from '../../src/people/binding.ts'
import { findOfficials } from '../../src/people/find-person.ts'
import { hasRole } from '../../src/people/may.ts'
import { ROLES, type Role, requirePerson } from '../../src/people/roles.ts'
import type { Asking } from './ask.ts'

const MOST_SHOWN = 8
/** 刘东调走了, 停用陈原的账号: whom it says. */
const NAMED =
  /(?:停用|停掉|解除|解绑|注销|关掉)\s*([\u4e00-\u9fff]{2,4}?)(?:的?(?:账号|权限|绑定|身份)|$)|^([\u4e00-\u9fff]{2,4}?)(?:调走|离职|退休|走了|调离|不在)/

/** 解绑: what may be ended, a button each. */
export async function showBindings(
  context: Context,
  { uscc, enterprise, text: said = '' }: Asking,
): Promise<Reply> {
  const person = requirePerson(context.speaker)
  const own = person.grants.flatMap(({ role, scopeId }): Held[] =>
    role === 'enterprise' ? [{ personId: person.id, name: person.name, role, scopeId }] : [],
  )
  const list =
    own.length > 0 ? own : await ofOthers(context, { uscc: enterprise === '$self' ? undefined : uscc, said })
  return {
    card: {
      title: '解除绑定',
      tone: 'warn',
      blocks: [
        text('解除后不能再', bold('代表它办事、看它的数据'), '；办过的事和记录都保留。点一下要解除的：'),
        buttons(...(await Promise.all(list.slice(0, MOST_SHOWN).map(one => buttonOf(context, one))))),
        note('解除后10分钟内可以撤回；以后要再用，重新申请绑定。'),
      ],
    },
  }
}

async function buttonOf({ db }: Context, { personId, name, role, scopeId }: Held): Promise<Button> {
  const what = await sayRole(db, role, scopeId)
  return {
    label: `解除 ${name} ${what}`,
    style: 'danger',
    action: { command: 'bind', intent: 'bind.end', args: { person_id: personId, role, scope_id: scopeId } },
    confirm: `解除后，${name}不再是${what}。`,
  }
}

/** Whom the office or the administrator means: the contacts of a firm, or somebody by name. */
async function ofOthers(
  { db, speaker }: Context,
  { uscc, said }: { uscc: string | undefined; said: string },
): Promise<Held[]> {
  if (!hasRole(speaker, 'office', 'admin'))
    throw new Refusal(
      '您没有绑定企业，不用解绑。干部调走、账号停用，由系统管理员办；联点企业变了，请办公室或县市区变更联点人员。',
    )
  if (uscc) {
    const contacts = await contactsOf(db, uscc)
    if (contacts.length === 0) throw new Refusal('这家企业现在没有绑定联系人。')
    return contacts
  }
  const match = NAMED.exec(said)
  const name = match?.[1] ?? match?.[2]
  const [found] = name ? await findOfficials(db, name) : []
  if (!found || !hasRole(speaker, 'admin'))
    throw new Missing(
      'enterprise',
      hasRole(speaker, 'admin')
        ? '要解除谁的？请写企业名称，例如“解除金杯电工联系人的绑定”，或写干部姓名，例如“停用刘东的账号”。'
        : '要解除哪家企业的联系人？请写企业名称，例如“解除金杯电工联系人的绑定”。干部账号由系统管理员停用。',
    )
  return (await heldByName(db, found.name)).filter(({ personId }) => personId === found.id)
}

/** Ends one, as long as it is theirs to end. */
export async function endIt(
  { db, now, speaker, causeId }: Context,
  { person_id, role, scope_id }: { person_id: string; role: string; scope_id: string },
): Promise<Reply> {
  if (!Object.hasOwn(ROLES, role)) throw new Refusal('这个按钮已经失效，请重新发一次“解绑”。')
  const held = { personId: person_id, role: role as Role, scopeId: scope_id }
  const what = await endBinding(db, held, { speaker, now, causeId })
  return {
    card: say('已解除绑定', `${what}已解除。`, 'good'),
    did: { words: `解除${what}`, undo: { kind: 'binding', ref: { ...held } } },
    toast: { tone: 'good', text: '已解除' },
    replaces: true,
  }
}
