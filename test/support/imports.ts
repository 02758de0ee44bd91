import { parseSync } from 'oxc-parser'

/** One mention of another module in a source file, whatever its form. */
export interface Import {
  /** What stands between the quotes; null when it is computed, so that nobody can tell. */
  specifier: string | null
  line: number
  /** Erased before anything runs (`import type`, `export type … from`, `type X = import('…').X`). */
  isType: boolean
}

/** Every import of a file: static, type, dynamic, re-export, `import()` in a type, `require`. Throws on bad syntax. */
export function importsOf(path: string, source: string): Import[] {
  const { program, errors } = parseSync(path, source)
  const [fault] = errors
  if (fault) throw new Error(`${path}: ${fault.message}`)
  const found: Import[] = []
  // The tree is walked as plain data: an import may stand anywhere in it.
  walk(program as unknown as Node, node => {
    const mention = mentionOf(node)
    if (!mention) return
    const line = source.slice(0, Number(node.start)).split('\n').length
    found.push({ specifier: textOf(mention.target), line, isType: mention.isType })
  })
  return found
}

/** What a node imports, if it does. */
function mentionOf(node: Node): { target: unknown; isType: boolean } | null {
  switch (node.type) {
    case 'ImportDeclaration':
      return { target: node.source, isType: node.importKind === 'type' }
    case 'ExportAllDeclaration':
      return { target: node.source, isType: node.exportKind === 'type' }
    case 'ExportNamedDeclaration':
      return node.source ? { target: node.source, isType: node.exportKind === 'type' } : null
    case 'ImportExpression':
      return { target: node.source, isType: false }
    case 'TSImportType':
      return { target: node.source ?? node.argument, isType: true }
    case 'TSExternalModuleReference':
      return { target: node.expression, isType: false }
    case 'CallExpression':
      return isRequire(node) ? { target: (node.arguments as unknown[])[0], isType: false } : null
    default:
      return null
  }
}

type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const child of Object.values(node).flat()) if (isNode(child)) walk(child, visit)
}

function isRequire({ callee }: Node): boolean {
  return isNode(callee) && callee.type === 'Identifier' && callee.name === 'require'
}

/** The text of a string, also of a template without gaps or of a string as a type. */
function textOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'TSLiteralType') return textOf(node.literal)
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  const quasis = node.type === 'TemplateLiteral' ? (node.quasis as Node[]) : []
  const [only] = quasis
  return quasis.length === 1 && isNode(only?.value) ? String(only.value.cooked) : null
}
