/** The bot as people see it. The same words as in the server's `ids.ts`, which needs Node. */
export const BOT = { openId: 'ou_sandbox_bot', name: '倍增助手' } as const
