// Reads one JSON object a line, { "updates": [hex, …] } in version 1, and answers with what yjs shows after them.
import { createInterface } from 'node:readline'
import { documentOf, shown } from './histories.mjs'

for await (const line of createInterface({ input: process.stdin })) {
  const { updates } = JSON.parse(line)
  process.stdout.write(JSON.stringify(shown(documentOf(updates.map(hex => Buffer.from(hex, 'hex')), 1))) + '\n')
}
