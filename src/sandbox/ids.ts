import { createHash, randomBytes } from 'node:crypto'

/** The bot's own open id; the same in every sandbox. */
export const BOT_OPEN_ID = 'ou_sandbox_bot'
export const BOT_NAME = '倍增助手'
export const TENANT_KEY = 'sandbox_tenant'

/** A random id in the platform's style: `om_` and 32 hex digits. */
export const newId = (prefix: string): string => prefix + randomBytes(16).toString('hex')

/** The private chat of a person with the bot; always the same one. */
export const privateChatId = (openId: string): string => `oc_p2p_${openId}`

/** A stable second id of a person, as the platform has several. */
export const unionId = (openId: string): string =>
  `on_${createHash('sha256').update(openId).digest('hex').slice(0, 32)}`
