// Writes histories made by yjs, one JSON object a line: node generate.mjs <first seed> <count> <writes each>
import { history } from './histories.mjs'

const [first, count, writes] = process.argv.slice(2).map(Number)
for (let seed = first; seed < first + count; seed++) {
  const { log, expected } = history(seed, writes)
  process.stdout.write(JSON.stringify({
    seed,
    updates: log.map(({ writer, version, update, past }) => ({ writer, version, past: ranges(past), hex: Buffer.from(update).toString('hex') })),
    expected
  }) + '\n')
}

/** Sorted numbers as [from, to) pairs. */
function ranges (numbers) {
  const out = []
  for (const n of numbers.sort((a, b) => a - b)) {
    if (out.length > 0 && out[out.length - 1] === n) out[out.length - 1] = n + 1
    else out.push(n, n + 1)
  }
  return out
}
