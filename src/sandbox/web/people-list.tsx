import type { PersonSummary } from '../wire.ts'
import { Avatar } from './avatar.tsx'
import { goTo } from './route.ts'

/** Whose eyes one looks through: a column on a desk, a strip on a phone. */
export function PeopleList({ people, chosen }: { people: PersonSummary[]; chosen: string }) {
  return (
    <nav class="people" aria-label="选择身份">
      <h2 class="column-title">以谁的身份</h2>
      <ul>
        {people.map(({ openId, name, title, unread }) => (
          <li key={openId}>
            <button
              type="button"
              class={`person ${openId === chosen ? 'chosen' : ''}`}
              aria-pressed={openId === chosen}
              data-testid={`person-${openId}`}
              title={title}
              onClick={() => goTo(openId)}
            >
              <span class="avatar-holder">
                <Avatar id={openId} name={name} />
                <Unread count={unread} />
              </span>
              <span class="person-words">
                <span class="person-name">{name}</span>
                <span class="person-title">{title}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function Unread({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span class="unread">
      {count > 99 ? '99+' : count}
      <span class="only-read-aloud">条未读</span>
    </span>
  )
}
