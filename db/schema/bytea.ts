import { customType } from 'drizzle-orm/pg-core'

/** Binary content. */
export const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
