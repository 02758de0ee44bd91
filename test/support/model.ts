import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the stand-in behaves to one call. */
type Behaviour =
  | { says: string }
  | { status: number }
  /** Never answers. */
  | 'silent'
  /** A body that is no completion. */
  | 'garbage'

/** A stand-in of a city's own language model: speaks the protocol, answers as told, remembers what it was asked. */
export async function startModel() {
  const asked: { model: string; system: string; user: string; authorization: string | undefined }[] = []
  let behaviour: Behaviour = { says: '{"intent":"none"}' }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => void chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        model: string
        messages: { content: string }[]
      }
      const [system, user] = body.messages
      asked.push({
        model: body.model,
        system: system?.content ?? '',
        user: user?.content ?? '',
        authorization: request.headers.authorization,
      })
      if (behaviour === 'silent') return
      if (behaviour === 'garbage') return void response.end('<html>502 Bad Gateway</html>')
      if ('status' in behaviour) return void response.writeHead(behaviour.status).end('{}')
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content: behaviour.says } }] }))
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    behave(next: Behaviour) {
      behaviour = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}
