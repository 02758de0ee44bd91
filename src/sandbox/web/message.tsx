import { timeOf } from '../../lib/time.ts'
import { isObject, type Json, objectsAt, parse, partAt, textAt } from '../json.ts'
import { preview, spoken } from '../preview.ts'
import type { CardAction, Message } from '../wire.ts'
import { Avatar } from './avatar.tsx'
import { Card } from './card/card.tsx'
import { BOT } from './names.ts'

export function MessageView(props: {
  message: Message
  isOwn: boolean
  names: ReadonlyMap<string, string>
  /** What it replies to, when that is worth saying: not when it stands right above. */
  parent: Message | undefined
  reply: () => void
  act: (action: CardAction) => Promise<void>
}) {
  const { message, isOwn, names, parent, reply } = props
  const name = names.get(message.senderId) ?? message.senderId
  if (message.recalled)
    return (
      <p class="recalled" data-testid="message">
        {name} 撤回了一条消息
      </p>
    )
  return (
    <article
      class={`message ${isOwn ? 'own' : ''}`}
      data-testid="message"
      data-message-id={message.id}
      aria-label={`${name}：${preview(message)}`}
    >
      <Avatar id={message.senderId} name={name} />
      <div class="message-body">
        <p class="message-meta">
          <span class="message-name">{name}</span>
          {message.senderId === BOT.openId && <span class="tag tag-yellow">机器人</span>}
          <time>{timeOf(new Date(message.createdAt))}</time>
          <button type="button" class="reply" onClick={reply}>
            回复
          </button>
        </p>
        {parent && (
          <p class="quote">
            回复 {names.get(parent.senderId) ?? ''}：{preview(parent)}
          </p>
        )}
        <Content {...props} />
        {message.undelivered && <p class="undelivered">机器人没有应答，稍后会再推送</p>}
      </div>
    </article>
  )
}

function Content({ message, names, act }: Parameters<typeof MessageView>[0]) {
  const content = parse(message.content)
  switch (message.type) {
    case 'interactive':
      return <Card key={message.content} card={isObject(content) ? content : {}} names={names} act={act} />
    case 'text':
      return (
        <div class="bubble">
          <Words text={spoken(textAt(content, 'text'), message)} names={names} />
        </div>
      )
    case 'post':
      return <Post content={isObject(content) ? content : {}} message={message} names={names} />
    case 'image':
      return (
        <div class="picture" role="img" aria-label="图片">
          <svg viewBox="0 0 64 48" aria-hidden="true">
            <path d="m0 40 18-16 12 10 14-18 20 20v12H0z" fill="#b3ccff" />
            <circle cx="16" cy="13" r="5" fill="#ffd666" />
          </svg>
        </div>
      )
    case 'file':
      return <FileBubble message={message} />
  }
}

/** What the bot sent can be fetched; what a person posts here is a name alone. */
function FileBubble({ message }: { message: Message }) {
  const content = parse(message.content)
  const words = (
    <>
      <span aria-hidden="true">📄</span> {textAt(content, 'file_name')}
    </>
  )
  if (message.senderId !== BOT.openId) return <div class="bubble file">{words}</div>
  return (
    <a class="bubble file" href={`/sandbox/api/files/${textAt(content, 'file_key')}`} download>
      {words}
    </a>
  )
}

/** Text with the names somebody was called by set off. */
function Words({ text, names }: { text: string; names: ReadonlyMap<string, string> }) {
  const known = [...names.values(), '所有人'].map(name => `@${name}`)
  const pieces: string[] = []
  let rest = text
  while (rest !== '') {
    const at = rest.indexOf('@', 1)
    const mention = known.find(name => rest.startsWith(name))
    const end = mention ? mention.length : at < 0 ? rest.length : at
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return pieces.map((piece, index) =>
    known.includes(piece) ? (
      <span key={index} class="mention">
        {piece}
      </span>
    ) : (
      piece
    ),
  )
}

function Post(props: { content: Json; message: Message; names: ReadonlyMap<string, string> }) {
  const content = props.content.zh_cn ? partAt(props.content, 'zh_cn') : props.content
  const lines = Array.isArray(content.content) ? content.content : []
  const said = (line: unknown) =>
    objectsAt({ line }, 'line')
      .map(piece =>
        piece.tag === 'at' ? spoken(textAt(piece, 'user_id'), props.message) : textAt(piece, 'text'),
      )
      .join('')
  return (
    <div class="bubble">
      {textAt(content, 'title') && <strong class="post-title">{textAt(content, 'title')}</strong>}
      <Words text={lines.map(said).join('\n')} names={props.names} />
    </div>
  )
}
