import type { Block, Span } from '../../src/chat/card.ts'

/** Lines folded away under a title; none where there are no lines. */
export const folded = (title: string, lines: readonly Span[][]): Block[] =>
  lines.length === 0
    ? []
    : [{ kind: 'fold', title, blocks: lines.map(spans => ({ kind: 'text' as const, spans })) }]
