import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createPace } from '../../src/chat/pace.ts'

const limits = { appPerSecond: 50, appPerMinute: 1000, targetPerSecond: 5, idempotencyMs: 0 }

function most(moments: number[], span: number): number {
  const sorted = [...moments].sort((a, b) => a - b)
  return Math.max(0, ...sorted.map((at, i) => sorted.slice(i).filter(other => other < at + span).length))
}

it('never lets more through than the platform allows, whoever asks and whenever', () => {
  const asks = fc.array(
    fc.record({ target: fc.integer({ min: 0, max: 4 }), pause: fc.integer({ min: 0, max: 120 }) }),
    {
      maxLength: 300,
    },
  )
  fc.assert(
    fc.property(asks, list => {
      const pace = createPace(limits)
      let now = 0
      const sends = list.map(({ target, pause }) => {
        now += pause
        return { target, at: now + pace.reserve(`chat-${target}`, now) }
      })
      expect(
        most(
          sends.map(({ at }) => at),
          1000,
        ),
      ).toBeLessThanOrEqual(limits.appPerSecond)
      for (const target of [0, 1, 2, 3, 4]) {
        const own = sends.filter(send => send.target === target).map(({ at }) => at)
        expect(most(own, 1000)).toBeLessThanOrEqual(limits.targetPerSecond)
      }
    }),
    { numRuns: 50 },
  )
})

it('keeps within the minute as well', () => {
  const pace = createPace(limits)
  const moments = Array.from({ length: 2500 }, (_, i) => pace.reserve(`chat-${i}`, 0))
  expect(most(moments, 60_000)).toBeLessThanOrEqual(limits.appPerMinute)
})

it('holds a chat off after the platform said "too fast", and nobody else', () => {
  const pace = createPace(limits)
  pace.holdOff('chat-a', 700)
  expect(pace.reserve('chat-a', 0)).toBe(700)
  expect(pace.reserve('chat-b', 0)).toBe(0)
})
