import type { Chat } from './chats.ts'
import { BOT_OPEN_ID, newId, TENANT_KEY, unionId } from './ids.ts'
import type { SandboxOptions } from './options.ts'
import type { CardAction, Message } from './wire.ts'

type App = Pick<SandboxOptions, 'appId' | 'verificationToken'>

const userId = (openId: string) => ({ open_id: openId, union_id: unionId(openId), user_id: openId.slice(3) })

function envelope(app: App, type: string, createTime: string, event: unknown) {
  return {
    schema: '2.0',
    header: {
      event_id: newId(''),
      event_type: type,
      create_time: createTime,
      token: app.verificationToken,
      app_id: app.appId,
      tenant_key: TENANT_KEY,
    },
    event,
  }
}

/** `im.message.receive_v1`: somebody wrote something the bot gets to see. Times in milliseconds. */
export function messageEvent(app: App, message: Message, chat: Chat) {
  return envelope(app, 'im.message.receive_v1', String(message.createdAt), {
    sender: { sender_id: userId(message.senderId), sender_type: 'user', tenant_key: TENANT_KEY },
    message: {
      message_id: message.id,
      ...(message.parentId && { parent_id: message.parentId, root_id: message.rootId }),
      create_time: String(message.createdAt),
      update_time: String(message.updatedAt),
      chat_id: chat.chatId,
      chat_type: chat.kind === 'private' ? 'p2p' : 'group',
      message_type: message.type,
      content: message.content,
      ...(message.mentions.length > 0 && {
        mentions: message.mentions.map(({ key, openId, name }) => ({
          key,
          id: userId(openId),
          mentioned_type: openId === BOT_OPEN_ID ? 'bot' : 'user',
          name,
          tenant_key: TENANT_KEY,
        })),
      }),
      user_agent: 'sandbox',
    },
  })
}

/** `card.action.trigger`: somebody used a card. `create_time` is in microseconds here. */
export function actionEvent(
  app: App,
  click: { openId: string; message: Message; action: CardAction; updateToken: string; now: Date },
) {
  return envelope(app, 'card.action.trigger', `${click.now.getTime()}000`, {
    operator: { tenant_key: TENANT_KEY, ...userId(click.openId) },
    token: click.updateToken,
    action: { ...click.action, timezone: 'Asia/Shanghai' },
    host: 'im_message',
    context: { open_message_id: click.message.id, open_chat_id: click.message.chatId },
  })
}
