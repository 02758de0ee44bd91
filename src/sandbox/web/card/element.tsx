import { type Json, objectsAt, textAt } from '../../json.ts'
import { Button } from './button.tsx'
import { Chart } from './chart.tsx'
import { Checker, DatePicker, Input } from './fields.tsx'
import { Form } from './form.tsx'
import { CollapsiblePanel, ColumnSet } from './layout.tsx'
import { MultiSelect, Select } from './select.tsx'
import { Table } from './table.tsx'
import { Div, Markdown } from './text.tsx'

export function Elements({ nodes }: { nodes: Json[] }) {
  return (
    <>
      {nodes.map((node, index) => (
        // A card's elements never move; a new card is drawn anew.
        <Element key={index} node={node} />
      ))}
    </>
  )
}

const draw = (nodes: Json[]) => <Elements nodes={nodes} />

/** One element by its tag. What this client cannot draw says so. */
function Element({ node }: { node: Json }) {
  switch (node.tag) {
    case 'markdown':
      return <Markdown node={node} />
    case 'div':
      return <Div node={node} />
    case 'hr':
      return <hr class="card-hr" />
    case 'img':
      return <ImagePlaceholder alt={textAt(node.alt, 'content')} />
    case 'column_set':
      return <ColumnSet node={node} draw={draw} />
    case 'collapsible_panel':
      return <CollapsiblePanel node={node} draw={draw} />
    case 'table':
      return <Table node={node} />
    case 'chart':
      return <Chart node={node} />
    case 'form':
      return <Form node={node}>{draw(objectsAt(node, 'elements'))}</Form>
    case 'button':
      return <Button node={node} />
    case 'input':
      return <Input node={node} />
    case 'select_static':
    case 'select_person':
      return <Select node={node} />
    case 'multi_select_static':
    case 'multi_select_person':
      return <MultiSelect node={node} />
    case 'date_picker':
    case 'picker_time':
    case 'picker_datetime':
      return <DatePicker node={node} />
    case 'checker':
      return <Checker node={node} />
    default:
      return <p class="unsupported">不支持的组件：{String(node.tag)}</p>
  }
}

/** Pictures are not stored in the stand-in: their place is shown. */
function ImagePlaceholder({ alt }: { alt: string }) {
  return (
    <div class="card-image" role="img" aria-label={alt || '图片'}>
      <svg viewBox="0 0 64 48" aria-hidden="true">
        <path d="m0 40 18-16 12 10 14-18 20 20v12H0z" fill="#c9d8f7" />
        <circle cx="16" cy="13" r="5" fill="#ffe0a3" />
      </svg>
      <span>{alt || '图片'}</span>
    </div>
  )
}
