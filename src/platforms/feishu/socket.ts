import type { Incoming } from '../../chat/message.ts'
import { describeError, type Logger } from '../../lib/log.ts'
import { createClient } from './client.ts'
import type { FeishuApp } from './index.ts'
import { normalise } from './receive.ts'

/** Without these a half-open connection would stay silent for ever. */
const PING_TIMEOUT_SECONDS = 30
const HANDSHAKE_TIMEOUT_MS = 15_000

/**
 * The long connection (FEISHU_MODE=websocket): events come over a socket we open, already authentic and in plain
 * text. `take` stores the event and answers a click; its answer goes back over the socket. Node only.
 */
export async function startFeishuSocket(
  app: FeishuApp,
  take: (incoming: Incoming) => Promise<object>,
  log: Logger,
): Promise<() => void> {
  const { WSClient, EventDispatcher, LoggerLevel } = await import('@larksuiteoapi/node-sdk')
  const client = createClient(app, { fetch, tokens: new Map() })
  const handle = async (type: string, data: Record<string, unknown>): Promise<object> => {
    try {
      // The dispatcher lays header and event into one object.
      const received = await normalise(type, String(data.event_id ?? ''), data, app.appId, client.self)
      return received.kind === 'incoming' ? await take(received.incoming) : {}
    } catch (error) {
      log.error({ type, ...describeError(error) }, 'could not take an event of the long connection')
      throw error
    }
  }
  const types = ['im.message.receive_v1', 'im.message.recalled_v1', 'card.action.trigger']
  const dispatcher = new EventDispatcher({ loggerLevel: LoggerLevel.error }).register(
    Object.fromEntries(types.map(type => [type, (data: Record<string, unknown>) => handle(type, data)])),
  )
  const socket = new WSClient({
    appId: app.appId,
    appSecret: app.appSecret,
    domain: app.baseUrl,
    loggerLevel: LoggerLevel.error,
    handshakeTimeoutMs: HANDSHAKE_TIMEOUT_MS,
    wsConfig: { pingTimeout: PING_TIMEOUT_SECONDS },
  })
  await socket.start({ eventDispatcher: dispatcher })
  return () => socket.close({ force: true })
}
