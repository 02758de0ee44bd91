import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { type Json, objectsAt, partAt, textAt } from '../../json.ts'
import { colourClass } from './markdown.ts'
import { Text } from './text.tsx'

const GAPS: Record<string, string> = { small: '4px', medium: '8px', large: '12px', extra_large: '16px' }

/** Draws what a container holds; handed in, because elements and containers hold each other. */
type Draw = (nodes: Json[]) => ComponentChildren

export function ColumnSet({ node, draw }: { node: Json; draw: Draw }) {
  const mode = textAt(node, 'flex_mode') || 'none'
  const spacing = textAt(node, 'horizontal_spacing')
  const gap = GAPS[spacing] ?? (/^\d{1,2}px$/.test(spacing) ? spacing : '8px')
  return (
    <div class={`columns-${mode.replaceAll('_', '-')} column-set ${background(node)}`} style={{ gap }}>
      {objectsAt(node, 'columns').map((column, index) => (
        <div
          key={index}
          class={`column ${background(column)} place-${textAt(column, 'vertical_align')}`}
          style={columnStyle(column)}
        >
          {draw(objectsAt(column, 'elements'))}
        </div>
      ))}
    </div>
  )
}

function columnStyle(column: Json): { flex: string } {
  const width = textAt(column, 'width')
  if (/^\d{2,3}px$/.test(width)) return { flex: `0 1 ${width}` }
  if (width === 'weighted') return { flex: `${typeof column.weight === 'number' ? column.weight : 1} 1 0` }
  return { flex: '0 1 auto' }
}

function background(node: Json): string {
  const style = textAt(node, 'background_style') || textAt(node, 'background_color')
  return style && style !== 'default' ? `filled ${colourClass('tag', style)}` : ''
}

export function CollapsiblePanel({ node, draw }: { node: Json; draw: Draw }) {
  const [isOpen, setOpen] = useState(node.expanded === true)
  return (
    <div class={`panel ${node.border ? 'panel-bordered' : ''}`}>
      <button type="button" class="panel-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span>
          <Text node={partAt(node, 'header').title} />
        </span>
        <svg class="panel-arrow" viewBox="0 0 16 16" aria-hidden="true">
          <path d="m4 6 4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.5" />
        </svg>
      </button>
      {isOpen && <div class="panel-body">{draw(objectsAt(node, 'elements'))}</div>}
    </div>
  )
}
