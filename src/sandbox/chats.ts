import { BOT_NAME, BOT_OPEN_ID, privateChatId } from './ids.ts'
import type { SandboxOptions } from './options.ts'
import type { Directory, Mention, Person } from './wire.ts'

/** A chat the bot is in. */
export interface Chat {
  chatId: string
  kind: 'private' | 'group'
  name: string
  members: Person[]
}

/** Who is there and in which chats, read anew at each call, because the directory may grow. */
export function createChats(source: SandboxOptions['directory']) {
  const read = async (): Promise<Directory> => (typeof source === 'function' ? await source() : source)

  function groupsOf(directory: Directory): Chat[] {
    const byId = new Map(directory.people.map(person => [person.openId, person]))
    return directory.groups.map(({ chatId, name, members }) => ({
      chatId,
      kind: 'group' as const,
      name,
      members: members.map(id => byId.get(id) ?? { openId: id, name: id, title: '' }),
    }))
  }

  const privateChat = (person: Person): Chat => ({
    chatId: privateChatId(person.openId),
    kind: 'private',
    name: BOT_NAME,
    members: [person],
  })

  return {
    people: async () => (await read()).people,
    person: async (openId: string) => (await read()).people.find(person => person.openId === openId),
    async find(chatId: string): Promise<Chat | undefined> {
      const directory = await read()
      const owner = directory.people.find(person => privateChatId(person.openId) === chatId)
      return owner ? privateChat(owner) : groupsOf(directory).find(group => group.chatId === chatId)
    },
    /** The private chat first, then the person's groups. */
    async of(openId: string): Promise<Chat[]> {
      const directory = await read()
      const person = directory.people.find(known => known.openId === openId)
      const groups = groupsOf(directory).filter(group =>
        group.members.some(member => member.openId === openId),
      )
      return person ? [privateChat(person), ...groups] : groups
    },
  }
}

export type Chats = ReturnType<typeof createChats>

/** Turns typed `@名字` into the platform's keys; the longest name wins, `@所有人` becomes `@_all`. */
export function markMentions(typed: string, chat: Chat): { text: string; mentions: Mention[] } {
  if (chat.kind === 'private') return { text: typed, mentions: [] }
  const nameable = [{ openId: BOT_OPEN_ID, name: BOT_NAME }, ...chat.members]
  const byLength = [...nameable].sort((a, b) => b.name.length - a.name.length)
  const mentions: Mention[] = []
  let text = ''
  for (let at = 0; at < typed.length; ) {
    const rest = typed.slice(at)
    const named = rest.startsWith('@') ? byLength.find(({ name }) => rest.startsWith(`@${name}`)) : undefined
    if (named) {
      const known = mentions.find(mention => mention.openId === named.openId)
      const mention = known ?? { key: `@_user_${mentions.length + 1}`, ...named }
      if (!known) mentions.push({ key: mention.key, openId: named.openId, name: named.name })
      text += mention.key
      at += named.name.length + 1
    } else if (rest.startsWith('@所有人')) {
      text += '@_all'
      at += 4
    } else {
      text += typed[at]
      at += 1
    }
  }
  return { text, mentions }
}
