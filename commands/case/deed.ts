import type { CaseFacts } from '../../db/notice.ts'
import type { Deed } from '../../src/chat/command.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { VERBS, type Verb } from '../../src/ledger/transitions.ts'

/** A step just done to a case, as it is confirmed and taken back: `催办 0032（爱洁科技，用地）：等着投产`. */
export function deedOn(facts: CaseFacts, verb: Verb, said = ''): Deed {
  const { no, enterprise, category, version } = facts
  return {
    words: `${VERBS[verb]} ${tailOf(no)}（${enterprise}，${category}）${said ? `：${said}` : ''}`,
    undo: { kind: 'case', ref: { no, seq: version } },
  }
}
