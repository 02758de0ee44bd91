import { useState } from 'preact/hooks'
import { isObject, type Json, objectsAt, partAt, textAt } from '../../json.ts'
import type { CardAction } from '../../wire.ts'
import { Elements } from './element.tsx'
import { CardContext } from './host.ts'
import { colourClass } from './markdown.ts'
import { Text } from './text.tsx'

/** A Card JSON 2.0, drawn as the platform's client draws it. */
export function Card(props: {
  card: Json
  names: ReadonlyMap<string, string>
  act: (action: CardAction) => Promise<void>
}) {
  const [isBusy, setBusy] = useState(false)
  async function act(action: CardAction): Promise<void> {
    setBusy(true)
    try {
      await props.act(action)
    } finally {
      setBusy(false)
    }
  }
  const width = textAt(partAt(props.card, 'config'), 'width_mode')
  return (
    <CardContext.Provider value={{ names: props.names, isBusy, act }}>
      <div
        class={`card ${width === 'compact' ? 'card-compact' : ''} ${isBusy ? 'card-busy' : ''}`}
        data-testid="card"
        aria-busy={isBusy}
      >
        {isObject(props.card.header) && <Header header={props.card.header} />}
        <div class="card-body">
          <Elements nodes={objectsAt(partAt(props.card, 'body'), 'elements')} />
        </div>
      </div>
    </CardContext.Provider>
  )
}

function Header({ header }: { header: Json }) {
  const tags = objectsAt(header, 'text_tag_list')
  return (
    <header class={`card-head ${colourClass('head', textAt(header, 'template')) || 'head-default'}`}>
      <div class="card-title">
        <span>
          <Text node={header.title} />
        </span>
        {tags.map(tag => (
          <span
            key={textAt(tag.text, 'content')}
            class={`tag ${colourClass('tag', textAt(tag, 'color')) || 'tag-blue'}`}
          >
            <Text node={tag.text} />
          </span>
        ))}
      </div>
      {isObject(header.subtitle) && textAt(header.subtitle, 'content') !== '' && (
        <div class="card-subtitle">
          <Text node={header.subtitle} />
        </div>
      )}
    </header>
  )
}
