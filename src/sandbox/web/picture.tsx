import { useState } from 'preact/hooks'

/** Where a picture or file of a chat can be fetched. */
export const addressOf = (key: string) => `/sandbox/api/files/${encodeURIComponent(key)}`

/** A picture in a chat; opens in full at a press. One that is no longer kept is only said. */
export function Picture({ imageKey }: { imageKey: string }) {
  const [isGone, setGone] = useState(false)
  if (isGone) return <div class="bubble">［图片已不在］</div>
  return (
    <a class="picture" href={addressOf(imageKey)} target="_blank" rel="noreferrer">
      <img src={addressOf(imageKey)} alt="图片" onError={() => setGone(true)} />
    </a>
  )
}
