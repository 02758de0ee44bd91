import { CannotOpen } from './cannot-open.ts'
import { ConfigError, readConfig } from './config.ts'
import { describeError } from './lib/log.ts'
import { Locked } from './lock.ts'
import { createLogger, openDatabase } from './open.ts'

async function main(): Promise<void> {
  const config = readConfig(process.env)
  // The database opens while the rest is still being loaded.
  const opening = openDatabase(config, 'server')
  opening.catch(() => {})
  const { start } = await import('./server.ts')
  const running = await start(config, createLogger(config.logLevel), { opening }).catch(async error => {
    // Also gives the folder back.
    await opening.then(open => open.close())
    throw error
  })
  console.log(
    config.sandbox
      ? `倍增助手已启动（演示数据）。请在浏览器打开 ${running.url}/sandbox`
      : `倍增助手已启动，监听 ${running.url}`,
  )
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    void running.stop().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) for (const line of error.lines) console.error(line)
  else if (error instanceof Locked || error instanceof CannotOpen) console.error(error.message)
  else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    console.error('端口已被占用，请停掉占用它的程序，或用 PORT 换一个端口，例如 PORT=8788 npm start。')
  } else console.error(`启动失败：${describeError(error).error}`)
  process.exit(1)
})
