import { Hono } from 'hono'
import { createChats } from './chats.ts'
import { createClicking } from './click.ts'
import { createFaults, type FaultKind } from './faults.ts'
import { createFiles, type Files } from './files.ts'
import { newId, privateChatId } from './ids.ts'
import { createRateLimiter } from './limits.ts'
import { createLive } from './live.ts'
import { PLATFORM_LIMITS, type SandboxOptions } from './options.ts'
import { page } from './page.ts'
import { pageApi } from './page-api.ts'
import { platformApi } from './platform-api.ts'
import { createPosting, type Said } from './post.ts'
import { createPusher } from './push.ts'
import { createSending } from './send.ts'
import { openStore } from './store.ts'
import { createTokens } from './tokens.ts'
import type { CardAction, ClickResult, LiveEvent, Message } from './wire.ts'

/** A running stand-in of the platform. */
export interface Sandbox {
  /** Mount at `/`; everything lies under `/sandbox`, the platform's API under `/sandbox/platform`. */
  app: Hono
  /** Stops pushing, lets hanging calls and pages go, and saves the chats. */
  close(): Promise<void>
  /**
   * A person writes into a group (`where` is its chat id) or to the bot (`p2p`). Resolves when the first push has
   * been acknowledged or failed; `acknowledged` is false, too, for a group message the bot does not get to see.
   * Throws when the person is not in that chat.
   */
  say(
    from: string,
    where: string,
    said: string | Said,
    parentId?: string,
  ): Promise<{ message: Message; acknowledged: boolean }>
  /** A person picks a picture or a file; the key is for `say`. */
  upload: Files['add']
  /** A person uses a card. Throws when the card is not there for that person. */
  click(from: string, messageId: string, action: CardAction): Promise<ClickResult>
  /** A chat's messages in order; `where` is a group's chat id, or a person's open id for the private chat. */
  messages(where: string): readonly Message[]
  /** Tells of every message written or changed; returns how to stop. */
  listen(listener: (event: LiveEvent) => void): () => void
  /** Makes the next `count` calls or events go wrong. */
  fault(kind: FaultKind, count?: number): void
  /** The URL check a platform makes when an address is entered: true when the bot echoes the challenge. */
  checkUrl(): Promise<boolean>
  /** Forgets all chats. */
  clear(): void
}

/** Builds the stand-in. The bot reaches it with its base URL set to `<origin>/sandbox/platform`. Node only. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const realNow = options.realNow ?? Date.now
  const closing = new AbortController()
  const chats = createChats(options.directory)
  const store = openStore(options.storeFile, options.log)
  const live = createLive()
  const faults = createFaults()
  const tokens = createTokens(realNow)
  const limiter = createRateLimiter(options.limits ?? PLATFORM_LIMITS, realNow)
  const pusher = createPusher(options)
  const clicking = createClicking({ options, chats, store, live, pusher })
  const tooFast = () => faults.take('target-limit')
  const files = createFiles(options.storeFile && `${options.storeFile}.files`)
  const sending = createSending({ options, chats, store, files, live, limiter, clicking, tooFast })
  const post = createPosting({ options, chats, store, files, live, pusher, faults })
  const shared = { options, faults, closing: closing.signal }

  const app = new Hono()
  app.route('/sandbox/platform/open-apis', platformApi({ ...shared, tokens, store, sending, files, limiter }))
  app.route('/sandbox/api', pageApi({ ...shared, chats, store, files, live, clicking, say: post }))
  app.route('/sandbox', page())

  async function checkUrl(): Promise<boolean> {
    const challenge = newId('')
    const asked = { challenge, token: options.verificationToken, type: 'url_verification' }
    const answer = await pusher.post(asked)
    if (answer.kind !== 'answered' || answer.status !== 200) return false
    try {
      return (JSON.parse(answer.body) as { challenge?: unknown }).challenge === challenge
    } catch {
      return false
    }
  }

  return {
    app,
    async close() {
      closing.abort()
      await pusher.close()
      await store.close()
    },
    async say(from, where, said, parentId) {
      const whole: Said = typeof said === 'string' ? { type: 'text', text: said } : said
      const { message, acknowledged } = await post(from, where, whole, parentId)
      return { message, acknowledged: await acknowledged }
    },
    upload: files.add,
    click: clicking.click,
    messages: where => store.inChat(where.startsWith('ou_') ? privateChatId(where) : where),
    listen: live.listen,
    fault: faults.add,
    checkUrl,
    clear: store.clear,
  }
}
