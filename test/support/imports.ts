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
  const add = (node: Node, target: unknown, isType: boolean) =>
    found.push({
      specifier: textOf(target),
      line: source.slice(0, Number(node.start)).split('\n').length,
      isType,
    })

  walk(program, node => {
    switch (node.type) {
      case 'ImportDeclaration':
        return add(node, node.source, node.importKind === 'type')
      case 'ExportAllDeclaration':
        return add(node, node.source, node.exportKind === 'type')
      case 'ExportNamedDeclaration':
        return node.source && add(node, node.source, node.exportKind === 'type')
      case 'ImportExpression':
        return add(node, node.source, false)
      case 'TSImportType':
        return add(node, node.source ?? node.argument, true)
      case 'TSExternalModuleReference':
        return add(node, node.expression, false)
      case 'CallExpression':
        return isRequire(node) && add(node, (node.arguments as unknown[])[0], false)
    }
  })
  return found
}

type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

function walk(node: Node, visit: (node: Node) => unknown): void {
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
