import { timeOf } from '../../lib/time.ts'
import { isObject, type Json, objectsAt, parse, partAt, textAt } from '../json.ts'
import { preview, spoken } from '../preview.ts'
import type { CardAction, Message } from '../wire.ts'
import { Avatar } from './avatar.tsx'
import { Card } from './card/card.tsx'
import { BOT } from './names.ts'
import { addressOf, Picture } from './picture.tsx'

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
      return <Picture imageKey={textAt(content, 'image_key')} />
    case 'file':
      return <FileBubble message={message} />
  }
}

function FileBubble({ message }: { message: Message }) {
  const content = parse(message.content)
  return (
    <a class="bubble file" href={addressOf(textAt(content, 'file_key'))} download>
      <span aria-hidden="true">📄</span> {textAt(content, 'file_name')}
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
  const lines = (Array.isArray(content.content) ? content.content : []).map(line =>
    objectsAt({ line }, 'line'),
  )
  const said = (line: readonly Json[]) =>
    line
      .map(piece =>
        piece.tag === 'at' ? spoken(textAt(piece, 'user_id'), props.message) : textAt(piece, 'text'),
      )
      .join('')
  const isPicture = ({ tag }: Json) => tag === 'img'
  const pictures = lines.flat().filter(isPicture)
  return (
    <div class="bubble">
      {textAt(content, 'title') && <strong class="post-title">{textAt(content, 'title')}</strong>}
      <Words
        text={lines
          .filter(line => !line.some(isPicture))
          .map(said)
          .join('\n')}
        names={props.names}
      />
      {pictures.map(piece => (
        <Picture key={textAt(piece, 'image_key')} imageKey={textAt(piece, 'image_key')} />
      ))}
    </div>
  )
}
