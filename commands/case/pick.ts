import { buttons, say } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { findCases, listCases, OPEN } from '../../src/ledger/find.ts'
import { movesOf } from '../../src/ledger/guard.ts'
import { type LoadedCase, scopeOf } from '../../src/ledger/load.ts'
import type { Verb } from '../../src/ledger/transitions.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { maySeeCase, scopesOf } from '../../src/people/may.ts'

/** What was said about which case is meant. */
export interface CaseWords {
  case_no?: string | undefined
  uscc?: string | undefined
  /** A name that was said; `$self` is the speaker's own enterprise, not said. */
  enterprise?: string | undefined
  category?: string | undefined
}

/** The case that is meant, or the question which one. `isExact`: by its number or by the card talked about. */
export type Picked = { target: LoadedCase; isExact: boolean } | { ask: Reply }

/** What is wanted of the case: only those it can be done to are offered. Looking is possible with every case. */
export interface Wanted {
  command: 'case'
  intent: string
  args: Record<string, unknown>
  verbs: readonly Verb[]
}

/** Finds the case a person means: by number, by what was talked about, by the enterprise named, or the only one. */
export async function pickCase(context: Context, words: CaseWords, wanted: Wanted): Promise<Picked> {
  const { db, speaker, focus } = context
  const isNamed = words.uscc !== undefined && words.enterprise !== undefined && words.enterprise !== '$self'
  const spoken = words.case_no ?? (isNamed ? undefined : focus.caseNo)
  if (spoken) {
    const found = await findCases(db, spoken, speaker)
    if (found.length === 0) {
      throw new Refusal(`没有查到编号 ${spoken} 的诉求，或者它不在您的职责范围内。请核对编号后再试。`)
    }
    const open = found.filter(target => OPEN.includes(target.row.state))
    return choose(found.length > 1 && open.length > 0 ? open : found, wanted, true)
  }
  const own = [...scopesOf(speaker, 'enterprise')]
  const units = scopesOf(speaker, 'department', 'utility', 'county')
  const near = {
    ...(isNamed && words.uscc
      ? { usccs: [words.uscc] }
      : own.length > 0
        ? { usccs: own }
        : { unitIds: units }),
    ...(words.category && { category: words.category }),
  }
  const open = await visible(context, await listCases(db, { ...near, states: OPEN }, 20))
  const fitting = open.filter(
    target => wanted.verbs.length === 0 || movesOf(speaker, target).some(verb => wanted.verbs.includes(verb)),
  )
  if (wanted.verbs.length > 0) return choose(fitting, wanted, false)
  // Whoever only asks how it stands means their latest, open or not.
  if (own.length > 0) {
    const latest = open[0] ?? (await visible(context, await listCases(db, near, 1)))[0]
    if (!latest)
      throw new Refusal('您的企业还没有上报过诉求。有困难直接发给我，例如“园区又停电了，耽误交货”。')
    return { target: latest, isExact: false }
  }
  return choose(fitting, wanted, false)
}

async function visible({ speaker }: Context, targets: LoadedCase[]): Promise<LoadedCase[]> {
  return targets.filter(target => maySeeCase(speaker, scopeOf(target)))
}

function choose(targets: LoadedCase[], wanted: Wanted, isExact: boolean): Picked {
  const [first, ...others] = targets
  if (!first) throw new Refusal('没有找到您能办理的诉求。请写上编号，例如“0032 已到现场查看”。')
  return others.length === 0 ? { target: first, isExact } : { ask: askWhich(targets, wanted) }
}

const OFFERED = 5

function askWhich(targets: LoadedCase[], { verbs: _, ...action }: Wanted): Reply {
  const options = targets.slice(0, OFFERED).map(({ row }) => ({
    label: `${tailOf(row.no)} ${row.category}（${row.no.slice(2, 6)}年）`,
    ...action,
    args: { ...action.args, case_no: row.no },
  }))
  const card = say(
    '是哪一件？',
    targets.length > OFFERED
      ? `有${targets.length}件，先列最近${OFFERED}件；也可以直接写编号。`
      : '请点一件：',
    'plain',
    buttons(...options.map(({ label, ...choice }) => ({ label, action: choice }))),
  )
  return { card, focus: { options } }
}
