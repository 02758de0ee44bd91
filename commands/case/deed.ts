import type { CaseFacts } from '../../db/notice.ts'
import type { Context, Deed } from '../../src/chat/command.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { VERBS, type Verb } from '../../src/ledger/transitions.ts'
import { mayShowContent } from './show.ts'

/**
 * A step just done to a case, as it is confirmed and taken back: `催办 0032（爱洁科技，用地）：等着投产`. Where the chat may not
 * read the case, it is told by number alone.
 */
export async function deedOn(context: Context, facts: CaseFacts, verb: Verb, said = ''): Promise<Deed> {
  const { no, enterprise, category, version } = facts
  const isOpen = await mayShowContent(context, facts)
  const about = isOpen ? `（${enterprise}，${category}）${said ? `：${said}` : ''}` : `（${category}）`
  return {
    words: `${VERBS[verb]} ${tailOf(no)}${about}`,
    undo: { kind: 'case', ref: { no, seq: version } },
  }
}
