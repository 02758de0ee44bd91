import { commands } from '../commands/index.ts'
import type { Db } from '../db/client.ts'
import { jobs } from '../jobs/index.ts'
import { bulletinPage } from './bulletins/serve.ts'
import { type Bot, createBot } from './chat/bot.ts'
import type { Platform } from './chat/platform.ts'
import { createUnderstanding } from './chat/understand.ts'
import type { Logger } from './lib/log.ts'
import { sleep } from './lib/sleep.ts'
import type { Clock } from './lib/time.ts'
import { policies } from './policies/index.ts'
import { findMention } from './registry/resolve.ts'
import { policySet } from './rules/policy-set.ts'

// Types demand it already; a list put together otherwise must not start either.
for (const { name, intents } of commands) {
  for (const [intent, { access }] of Object.entries(intents)) {
    if (!access || access.length === 0) throw new Error(`${name} ${intent} does not declare who may use it`)
  }
}

const builtIn = policySet(policies)

/** What the wiring adds to the lists of commands and jobs: how a text is understood, what is judged by. */
export const understanding = {
  commands,
  jobs,
  findMention,
  loadPolicies: async () => builtIn,
  understand: createUnderstanding(commands),
}

/** The bot over a database and the platforms connected to it. */
export function createRuntime(deps: {
  db: Db
  platforms: readonly Platform[]
  clock: Clock
  log: Logger
  concurrency: number
}): { bot: Bot; bulletinPage(token: string): Promise<string | null> } {
  return {
    bot: createBot({ ...deps, ...understanding, sleep }),
    bulletinPage: token => bulletinPage(deps.db, token, deps.clock.now()),
  }
}
