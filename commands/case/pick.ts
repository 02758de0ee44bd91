import { buttons, say } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { findCases, listCases, OPEN } from '../../src/ledger/find.ts'
import { movesOf } from '../../src/ledger/guard.ts'
import type { LoadedCase } from '../../src/ledger/load.ts'
import { statesFor, type Verb } from '../../src/ledger/transitions.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { scopesOf } from '../../src/people/may.ts'

/** What was said about which case is meant. */
export interface CaseWords {
  /** `$latest` and `$context` say that none was named. */
  case_no?: string | undefined
  uscc?: string | undefined
  /** A name that was said; `$self` is the speaker's own enterprise, not said. */
  enterprise?: string | undefined
  category?: string | undefined
}

/**
 * The case that is meant, or the question which one. `named`: by its number or by the card talked about; `only`: it is
 * the only one that fits what was said; `latest`: there are `others`.
 */
export type Picked =
  | { target: LoadedCase; how: 'named' | 'only' | 'latest'; others: LoadedCase[] }
  | { ask: Reply }

/** What is wanted of the case: only those it can be done to are offered. Looking is possible with every case. */
export interface Wanted {
  command: string
  intent: string
  args: Record<string, unknown>
  verbs: readonly Verb[]
  /** Of several the newest is meant. */
  latest?: boolean | undefined
}

const LOOKED_AT = 50

/** Finds the case a person means: by number, by what was talked about, by the enterprise named, or the only one. */
export async function pickCase(context: Context, words: CaseWords, wanted: Wanted): Promise<Picked> {
  const { db, speaker, focus } = context
  const isNamed = words.uscc !== undefined && words.enterprise !== undefined && words.enterprise !== '$self'
  const number = words.case_no?.startsWith('$') ? undefined : words.case_no
  const spoken = number ?? (isNamed ? undefined : focus.caseNo)
  if (spoken) {
    const found = await findCases(db, spoken, speaker)
    if (found.length === 0) {
      throw new Refusal(`没有查到编号 ${spoken} 的诉求，或者它不在您的职责范围内。请核对编号后再试。`)
    }
    const open = found.filter(target => OPEN.includes(target.row.state))
    return choose(context, found.length > 1 && open.length > 0 ? open : found, wanted, 'named')
  }
  const own = scopesOf(speaker, 'enterprise')
  const near = { reader: speaker, ...(isNamed && words.uscc && { usccs: [words.uscc] }) }
  const { verbs } = wanted
  const states = verbs.length > 0 ? statesFor(verbs) : OPEN
  const listed = await listCases(db, { ...near, states }, LOOKED_AT)
  const fitting = listed.filter(
    target => verbs.length === 0 || movesOf(speaker, target).some(verb => verbs.includes(verb)),
  )
  const about = fitting.filter(({ row }) => row.category === words.category)
  // Whoever only asks how it stands means their latest, open or not.
  if (verbs.length === 0 && own.length > 0) {
    const latest = about[0] ?? fitting[0] ?? (await listCases(db, near, 1))[0]
    if (!latest)
      throw new Refusal('您的企业还没有上报过诉求。有困难直接发给我，例如“园区又停电了，耽误交货”。')
    return { target: latest, how: 'latest', others: [] }
  }
  const firm = isNamed ? words.enterprise : undefined
  return choose(context, about.length > 0 ? about : fitting, wanted, 'only', firm)
}

function choose(
  context: Context,
  targets: LoadedCase[],
  wanted: Wanted,
  how: 'named' | 'only',
  firm = '',
): Picked {
  const [first, ...others] = targets
  if (!first) throw new Refusal(`没有找到${firm}您能办理的诉求。请写上编号，例如“0032 已到现场查看”。`)
  if (others.length === 0) return { target: first, how, others }
  return wanted.latest
    ? { target: first, how: 'latest', others }
    : { ask: askWhich(context, targets, wanted) }
}

const OFFERED = 5

/** A card asking which case is meant, a button each; `第二个` works as well. */
function askWhich(
  { commands }: Context,
  targets: readonly LoadedCase[],
  { command, intent, args }: Wanted,
): Reply {
  const title = commands.find(({ name }) => name === command)?.intents[intent]?.title
  const options = targets.slice(0, OFFERED).map(({ row }) => ({
    label: `${tailOf(row.no)} ${row.category}（${row.no.slice(2, 6)}年）`,
    command,
    intent,
    args: { ...args, case_no: row.no },
  }))
  const card = say(
    title ? `${title}：是哪一件？` : '是哪一件？',
    targets.length > OFFERED
      ? `有${targets.length}件，先列最近${OFFERED}件；也可以直接写编号。`
      : '请点一件：',
    'plain',
    buttons(...options.map(({ label, ...action }) => ({ label, action }))),
  )
  return { card, focus: { options, whichCase: { command, intent, args } } }
}
