import { useEffect, useRef, useState } from 'preact/hooks'
import { timeOf } from '../../lib/time.ts'
import { api } from './api.ts'
import { DateControl } from './date-control.tsx'
import { inputTime, longDay, shortDay } from './time-words.ts'

/** The head of the page: what this is, that nothing here is real, and the demo clock. */
export function TopBar({ now, failed }: { now: string | null; failed: (error: unknown) => void }) {
  return (
    <header class="top">
      <span class="top-mark" aria-hidden="true">
        <svg viewBox="0 0 32 32" role="presentation">
          <path d="M8 24V15h4v9zm6 0V11h4v13zm6 0V7h4v17z" fill="#fff" />
        </svg>
      </span>
      <h1 class="top-title">
        倍增助手<span class="top-sub">演示沙盒</span>
      </h1>
      <p class="banner">
        <strong>演示数据</strong>
        <span class="banner-more">人物、诉求和数字均为演示而设，不是真实情况</span>
      </p>
      <ClockControl now={now} failed={failed} />
    </header>
  )
}

function ClockControl({ now, failed }: { now: string | null; failed: (error: unknown) => void }) {
  const [isOpen, setOpen] = useState(false)
  /** What was entered; until then the present time is shown. */
  const [wish, setWish] = useState<string | null>(null)
  const holder = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isOpen) return
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)
    const onPress = (event: Event) => {
      if (!(event.target instanceof Node && holder.current?.contains(event.target))) setOpen(false)
    }
    addEventListener('keydown', onKey)
    addEventListener('pointerdown', onPress)
    return () => {
      removeEventListener('keydown', onKey)
      removeEventListener('pointerdown', onPress)
    }
  }, [isOpen])

  const instant = now ? new Date(now) : null
  const move = (to: Parameters<typeof api.moveClock>[0]) =>
    api
      .moveClock(to)
      .then(() => {
        setOpen(false)
        setWish(null)
      })
      .catch(failed)

  return (
    <div class="clock" ref={holder}>
      <button
        type="button"
        class="clock-face"
        data-testid="clock"
        aria-expanded={isOpen}
        title="演示时钟：点开可以拨动"
        onClick={() => setOpen(!isOpen)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" stroke-width="1.3" />
          <path
            d="M8 4.4V8l2.4 1.5"
            fill="none"
            stroke="currentColor"
            stroke-width="1.3"
            stroke-linecap="round"
          />
        </svg>
        {instant ? (
          <>
            <span class="wide">{longDay(instant)} </span>
            <span class="narrow">{shortDay(instant)} </span>
            {timeOf(instant)}
          </>
        ) : (
          '……'
        )}
      </button>
      {isOpen && instant && (
        <form
          class="clock-panel"
          aria-label="拨动演示时钟"
          onSubmit={event => {
            event.preventDefault()
            void move({ at: `${wish ?? inputTime(instant)}:00+08:00` })
          }}
        >
          <p class="clock-hint">拨动时钟后，到期的提醒、通报等任务会照常运行。</p>
          <div class="clock-presets">
            <button type="button" data-testid="clock-next-day" onClick={() => move({ preset: 'next-day' })}>
              +1 天
            </button>
            <button
              type="button"
              data-testid="clock-next-workday"
              onClick={() => move({ preset: 'next-workday' })}
            >
              到下一个工作日 09:00
            </button>
          </div>
          <label class="clock-at" htmlFor="clock-at">
            <span>到指定时间</span>
            <DateControl
              kind="datetime-local"
              value={wish ?? inputTime(instant)}
              empty="未选择"
              attributes={{ id: 'clock-at', required: true }}
              changed={setWish}
            />
          </label>
          <button type="submit" class="clock-set" data-testid="clock-set">
            拨到这个时间
          </button>
        </form>
      )}
    </div>
  )
}
