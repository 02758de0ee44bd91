import { caseDesk } from '../commands/case/desk.ts'
import { filesTo } from '../commands/files-to.ts'
import { commands } from '../commands/index.ts'
import type { Db } from '../db/client.ts'
import { jobs } from '../jobs/index.ts'
import { serveBriefing } from './briefing/link.ts'
import { createPainter, type PaintBox } from './bulletins/picture/paint.ts'
import { type Served, serveBulletin } from './bulletins/serve.ts'
import { type Adviser, createAdviser, type ModelConfig } from './chat/adviser.ts'
import { type Bot, createBot } from './chat/bot.ts'
import type { Platform } from './chat/platform.ts'
import { createUnderstanding } from './chat/understand.ts'
import type { Logger } from './lib/log.ts'
import { sleep } from './lib/sleep.ts'
import type { Clock } from './lib/time.ts'
import { policies } from './policies/index.ts'
import { loadRulebook, type Rulebook } from './registry/policy-store.ts'
import { findMention } from './registry/resolve.ts'
import { sayFault } from './rules/checks/fault.ts'
import { type PolicySet, policySet } from './rules/policy-set.ts'

// Types demand it already; a list put together otherwise must not start either.
for (const { name, intents } of commands) {
  for (const [intent, { access }] of Object.entries(intents)) {
    if (!access || access.length === 0) throw new Error(`${name} ${intent} does not declare who may use it`)
  }
}

/** What the wiring adds to the lists of commands and jobs: how a text is understood. */
export const understanding = {
  commands,
  jobs,
  findMention,
  understand: createUnderstanding(commands),
  filesTo,
  undoBy: { command: 'undo', intent: 'meta.undo' },
  unclearTo: { command: 'help', intent: 'meta.unclear' },
}

/** The policies that come with the bot. */
export const builtIn = policySet(policies)

/** Reads the policies in use; publications that cannot be used are told to the log once. */
export function policyLoader(log: Logger): (db: Db) => Promise<PolicySet> {
  const told = new WeakSet<Rulebook>()
  return async db => {
    const rulebook = await loadRulebook(db, builtIn)
    if (!told.has(rulebook)) {
      told.add(rulebook)
      for (const { version, title, faults } of rulebook.left)
        log.error({ version, title, faults: faults.map(sayFault) }, 'a published policy cannot be used')
    }
    return rulebook.policies
  }
}

/** Whom to ask where the examples cannot tell what is meant; nobody unless a model is configured. */
function adviserOf({
  model,
  db,
  log,
}: {
  model?: ModelConfig | undefined
  db: Db
  log: Logger
}): Adviser | undefined {
  return model && createAdviser(model, { db, commands, log, fetch })
}

/** The bot over a database and the platforms connected to it. */
export function createRuntime(deps: {
  db: Db
  platforms: readonly Platform[]
  clock: Clock
  log: Logger
  concurrency: number
  /** What pictures are painted with, loaded when the first is asked for. */
  paintBox(): Promise<PaintBox>
  /** A language model to ask where the examples cannot tell. */
  model?: ModelConfig | undefined
}): { bot: Bot; bulletin(token: string, part: string): Promise<Served | null> } {
  const paint = createPainter(deps.paintBox)
  const loadPolicies = policyLoader(deps.log)
  return {
    bot: createBot({
      ...deps,
      ...understanding,
      advise: adviserOf(deps),
      loadPolicies,
      sleep,
      desk: caseDesk,
    }),
    bulletin: async (token, part) =>
      (await serveBriefing(deps.db, token, part, deps.clock.now())) ??
      serveBulletin({ db: deps.db, policies: loadPolicies, paint, now: deps.clock.now() }, token, part),
  }
}
