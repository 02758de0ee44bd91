import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Files share a process: the bot and the database engine are loaded once, not a hundred and sixty times.
    isolate: false,
    maxWorkers: 2,
  },
})
