import { useState } from 'preact/hooks'
import { isObject, type Json, objectsAt, partAt, textAt } from '../../json.ts'
import { useCard } from './host.ts'
import { colourClass } from './markdown.ts'
import { Markdown } from './text.tsx'

/** A table, a page at a time. */
export function Table({ node }: { node: Json }) {
  const [page, setPage] = useState(0)
  const columns = objectsAt(node, 'columns')
  const rows = objectsAt(node, 'rows')
  const size = typeof node.page_size === 'number' ? node.page_size : 5
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const isBold = partAt(node, 'header_style').bold !== false
  return (
    <div class="table">
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              {columns.map(column => (
                <th
                  key={textAt(column, 'name')}
                  scope="col"
                  class={`${aligned(column)} ${isBold ? '' : 'light'}`}
                >
                  {textAt(column, 'display_name')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(page * size, (page + 1) * size).map((row, index) => (
              <tr key={page * size + index}>
                {columns.map(column => (
                  <td key={textAt(column, 'name')} class={aligned(column)}>
                    <Cell column={column} value={row[textAt(column, 'name')]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <div class="pager">
          <button type="button" aria-label="上一页" disabled={page === 0} onClick={() => setPage(page - 1)}>
            ‹
          </button>
          <span>
            {page + 1} / {pages}
          </span>
          <button
            type="button"
            aria-label="下一页"
            disabled={page === pages - 1}
            onClick={() => setPage(page + 1)}
          >
            ›
          </button>
        </div>
      )}
    </div>
  )
}

function aligned(column: Json): string {
  const align = textAt(column, 'horizontal_align')
  return align === 'right' || align === 'center' ? `align-${align}` : ''
}

function Cell({ column, value }: { column: Json; value: unknown }) {
  const { names } = useCard()
  switch (textAt(column, 'data_type')) {
    case 'lark_md':
    case 'markdown':
      return <Markdown node={{ content: String(value ?? '') }} />
    case 'number':
      return <>{numberWords(value, partAt(column, 'format'))}</>
    case 'options':
      return (
        <>
          {(Array.isArray(value) ? value : []).filter(isObject).map(option => (
            <span
              key={textAt(option, 'text')}
              class={`tag ${colourClass('tag', textAt(option, 'color')) || 'tag-blue'}`}
            >
              {textAt(option, 'text')}
            </span>
          ))}
        </>
      )
    case 'persons':
      return (
        <>
          {[value]
            .flat()
            .map(id => names.get(String(id)) ?? String(id))
            .join('、')}
        </>
      )
    case 'date':
      return (
        <>{typeof value === 'number' ? new Date(value + 8 * 3_600_000).toISOString().slice(0, 10) : ''}</>
      )
    default:
      return <>{value === null || value === undefined ? '' : String(value)}</>
  }
}

function numberWords(value: unknown, format: Json): string {
  if (typeof value !== 'number') return value === undefined || value === null ? '' : String(value)
  const digits = typeof format.precision === 'number' ? format.precision : undefined
  const words = new Intl.NumberFormat('zh-CN', {
    useGrouping: format.separator === true,
    ...(digits === undefined
      ? { maximumFractionDigits: 10 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  }).format(value)
  return textAt(format, 'symbol') + words
}
