import type { OpenDb } from '../../db/client.ts'
import { openServer } from '../../db/client.ts'
import { openEmbedded } from '../../db/embedded.ts'
import { startPostgres } from './postgres.ts'

/** The two engines the product runs on; contract tests run over both. */
export const databases: { name: string; open(): Promise<OpenDb> }[] = [
  { name: 'PGlite', open: () => openEmbedded() },
  {
    name: 'Postgres',
    async open() {
      const server = await startPostgres()
      const open = openServer(server.url, server)
      return {
        ...open,
        async close() {
          await open.close()
          await server.stop()
        },
      }
    },
  },
]
