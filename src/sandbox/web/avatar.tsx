import { BOT } from './names.ts'

const COLOURS = ['#3370ff', '#7f3bf5', '#0fb3a0', '#f77234', '#d136d1', '#2ea121', '#e8a600', '#245bdb']

/** A round mark with the last characters of a name; the bot has its own, groups are square. */
export function Avatar({ id, name, square = false }: { id: string; name: string; square?: boolean }) {
  if (id === BOT.openId)
    return (
      <span class="avatar avatar-bot" aria-hidden="true">
        <svg viewBox="0 0 32 32" role="presentation">
          <path d="M8 24V15h4v9zm6 0V11h4v13zm6 0V7h4v17z" fill="#fff" />
        </svg>
      </span>
    )
  const colour = COLOURS[[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS.length]
  const initials = square ? name.slice(0, 1) : name.slice(-2)
  return (
    <span class={`avatar ${square ? 'avatar-group' : ''}`} style={{ background: colour }} aria-hidden="true">
      {initials}
    </span>
  )
}
