import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { importsOf } from './imports.ts'

const SRC_ROOMS = [
  'src/lib',
  'src/rules',
  'src/policies',
  'src/people',
  'src/registry',
  'src/ledger',
  'src/reminders',
  'src/bulletins',
  'src/briefing',
  'src/schedule',
  'src/chat',
  'src/chat/notices',
  'src/platforms',
  'src/sandbox',
]
const WIRING = 'src/*.ts'
const srcBut = (...rooms: string[]) => SRC_ROOMS.filter(room => !rooms.includes(room))

/** The table of docs/architecture.md: who may import whom. A room may always import itself. */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  'src/lib': [],
  'src/rules': ['src/lib'],
  'src/policies': ['src/rules', 'src/lib'],
  db: ['src/lib'],
  'src/people': ['db', 'src/lib'],
  'src/registry': ['db', 'src/people', 'src/rules', 'src/lib'],
  'src/ledger': ['db', 'src/people', 'src/lib'],
  'src/bulletins': ['db', 'src/registry', 'src/ledger', 'src/people', 'src/rules', 'src/lib'],
  'src/briefing': ['db', 'src/bulletins', 'src/registry', 'src/ledger', 'src/people', 'src/rules', 'src/lib'],
  'src/reminders': ['db', 'src/registry', 'src/ledger', 'src/people', 'src/rules', 'src/lib'],
  'src/schedule': ['db', 'src/rules', 'src/lib'],
  'src/chat': ['db', 'src/people', 'src/registry', 'src/rules', 'src/chat/notices', 'src/lib'],
  'src/chat/notices': ['db', 'src/registry', 'src/bulletins', 'src/chat', 'src/lib'],
  'src/platforms': ['src/chat', 'src/lib'],
  'src/sandbox': ['src/lib'],
  commands: ['db', ...srcBut('src/policies', 'src/platforms', 'src/sandbox')],
  jobs: ['db', ...srcBut('src/policies', 'src/platforms', 'src/sandbox')],
  [WIRING]: ['db', ...SRC_ROOMS, 'commands', 'jobs'],
}

/** Run on Node alone: everything else must also run on Workers, and may use no Node module but node:crypto. */
const NODE_ONLY = [
  'db/embedded.ts',
  'db/base/make-calendar.ts',
  'src/main.ts',
  'src/cli',
  'src/sandbox',
  'src/sandbox-mode.ts',
  'src/server.ts',
  'src/open.ts',
  'src/lock.ts',
  'src/control-socket.ts',
]
/** Like node:crypto, there on Workers under nodejs_compat. */
const SHARED_NODE_MODULES = ['node:crypto']

/** The room a file of the project belongs to; null outside all rooms. The most inner room wins. */
export function roomOf(path: string): string | null {
  const inner = Object.keys(MAY_IMPORT)
    .filter(room => path.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0]
  if (inner) return inner
  return /^src\/([^/]+\.tsx?|cli\/.+)$/.test(path) ? WIRING : null
}

const isNodeOnly = (path: string) =>
  NODE_ONLY.some(named => path === named || path.startsWith(`${named}/`) || path === `${named}.ts`)

const platformOf = (path: string) => /^src\/platforms\/([^/]+)\//.exec(path)?.[1]

/** What is forbidden in a source file, one line each; empty when all its imports are allowed. */
export function forbiddenImports(path: string, source: string): string[] {
  const room = roomOf(path)
  if (!room) return [`${path} belongs to no room`]
  return importsOf(path, source).flatMap(({ specifier, line, isType }) => {
    const why = whyForbidden(path, room, specifier, isType)
    return why ? [`${path}:${line} ${why}`] : []
  })
}

function whyForbidden(path: string, room: string, specifier: string | null, isType: boolean): string | null {
  if (specifier === null) return 'imports something computed, which cannot be checked'
  if (!/^\.{1,2}\//.test(specifier)) return whyModuleForbidden(path, specifier)
  const target = posix.join(posix.dirname(path), specifier)
  if (target === 'package.json') return room === WIRING ? null : 'imports package.json'
  const targetRoom = roomOf(target)
  if (!targetRoom) return `imports ${target}, which is in no room`
  if (targetRoom !== room && !MAY_IMPORT[room]?.includes(targetRoom)) {
    return `imports ${target}: ${room} may not import ${targetRoom}`
  }
  const [from, to] = [platformOf(path), platformOf(target)]
  if (from && to && from !== to) return `imports ${target}: platforms may not import each other`
  if (isNodeOnly(target) && !isNodeOnly(path) && !isType) return `imports ${target}, which runs on Node only`
  return null
}

function whyModuleForbidden(path: string, specifier: string): string | null {
  const isBuiltin = specifier.startsWith('node:') || builtinModules.includes(specifier)
  if (!isBuiltin || isNodeOnly(path) || SHARED_NODE_MODULES.includes(specifier)) return null
  return `imports ${specifier}, which is not there on Workers`
}
