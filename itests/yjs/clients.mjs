import { createHash } from 'node:crypto'

const DOMAIN = 'dxos.model.text.client.1'

/** The item all fixtures are about. */
export const ITEM = Buffer.from('00112233445566778899aabbccddeeff', 'hex')

/** The feed key of writer 0, 1, 2, … */
export function feed (number) {
  const key = Buffer.alloc(32)
  key[0] = number & 0xff
  key[1] = number >> 8
  return key
}

/** The Yjs client id that a feed may use: the first 53 bits of a hash. */
export function clientId (feedKey, item, n) {
  const suffix = Buffer.alloc(4)
  suffix.writeUInt32LE(n)
  const hash = createHash('sha256')
    .update(Buffer.from([DOMAIN.length])).update(DOMAIN).update(feedKey).update(item).update(suffix).digest()
  return Number(hash.readBigUInt64BE(0) >> 11n)
}
