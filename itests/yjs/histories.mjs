import * as Y from 'yjs'
import { ITEM, clientId, feed } from './clients.mjs'

/** A small seeded generator (mulberry32), so that a history is a function of its seed. */
export function seeded (seed) {
  let a = seed >>> 0
  return max => {
    a = (a + 0x6D2B79F5) >>> 0
    let t = a
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % max
  }
}

const WORDS = ['a', 'bc', 'def', '\u{1F600}', 'x\u{1F601}y', 'ghij', ' ', '\n', 'longer text', 'é']
const NAMES = ['p', 'DIV', 'b']

/** What several writers did who met now and then: updates in the order they were made, with writer, version and what came before. */
export function history (seed, writes) {
  const random = seeded(seed)
  const pick = list => list[random(list.length)]
  const count = 2 + random(3)
  const kind = random(3)
  const version = 1 + random(2)
  const docs = []
  const seen = []
  const log = []
  for (let i = 0; i < count; i++) {
    const doc = new Y.Doc()
    doc.clientID = clientId(feed(i + 1), ITEM, random(2))
    doc.on(version === 1 ? 'update' : 'updateV2', (update, origin) => {
      if (origin !== 'remote') {
        log.push({ writer: i, version, update, past: [...seen[i]] })
        seen[i].add(log.length - 1)
      }
    })
    docs.push(doc)
    seen.push(new Set())
  }
  const receive = (doc, i) => {
    for (let n = 0; n < log.length; n++) {
      if (!seen[i].has(n)) {
        seen[i].add(n)
        ;(version === 1 ? Y.applyUpdate : Y.applyUpdateV2)(doc, log[n].update, 'remote')
      }
    }
  }
  for (let step = 0; step < writes; step++) {
    const i = random(count)
    if (random(3) === 0) receive(docs[i], i)
    docs[i].transact(() => {
      for (let n = 1 + random(3); n > 0; n--) edit(docs[i], kind, random, pick)
    })
  }
  // Receiving makes yjs clean up formatting, which it writes as updates of its own.
  for (let length = -1; length !== log.length;) {
    length = log.length
    docs.forEach(receive)
  }
  const fresh = documentOf(log.map(({ update }) => update), version)
  return { log, expected: shown(fresh) }
}

/**
 * A document that took these updates. The writers' own may differ: they may have cut a surrogate pair in two without writing so.
 * Nor is it to clean up formatting: yjs does that as an edit of its own, which depends on the order of arrival.
 */
export function documentOf (updates, version) {
  const doc = new Y.Doc()
  const observer = Y.Text.prototype._callObserver
  Y.Text.prototype._callObserver = () => {}
  try {
    doc.getText('text')
    doc.getXmlFragment('content')
    for (const update of updates) (version === 1 ? Y.applyUpdate : Y.applyUpdateV2)(doc, update, 'remote')
  } finally {
    Y.Text.prototype._callObserver = observer
  }
  return doc
}

function edit (doc, kind, random, pick) {
  if (kind === 2 && random(3) > 0) editXml(doc.getXmlFragment('content'), random, pick)
  else editText(doc.getText('text'), kind > 0, random, pick)
  if (random(12) === 0) doc.getMap('other').set(pick(['k', 'l']), pick([1, 'x', { a: [1, null] }, null, new Uint8Array([1, 2])]))
  if (random(20) === 0) doc.getArray('list').push([random(5), 'y', true])
}

function editText (text, rich, random, pick) {
  const index = random(text.length + 1)
  const count = Math.min(random(6), text.length - index)
  const attributes = pick([{ bold: true }, { bold: null }, { link: { href: 'h' } }, { italic: true, bold: true }, { size: 1.5 }])
  const what = random(rich ? 9 : 5)
  if (what < 3) text.insert(index, pick(WORDS))
  else if (what < 5) text.delete(index, count)
  else if (what < 6) text.insert(index, pick(WORDS), attributes)
  else if (what < 8) text.format(index, count, attributes)
  else text.insertEmbed(index, pick([{ image: 'u' }, { n: 3 }]))
}

function editXml (parent, random, pick) {
  const index = random(parent.length + 1)
  const what = random(8)
  if (what < 2) {
    const element = new Y.XmlElement(pick(NAMES))
    parent.insert(index, [element])
    if (random(2) === 0) element.setAttribute('id', pick(WORDS))
  } else if (what < 3) {
    parent.insert(index, [new Y.XmlText(pick(WORDS))])
  } else if (what < 4 && index < parent.length) {
    parent.delete(index, 1)
  } else if (index < parent.length) {
    const child = parent.get(index)
    if (child instanceof Y.XmlText) {
      if (random(3) === 0) child.format(0, random(child.length + 1), { b: { x: 'y' } })
      else child.insert(random(child.length + 1), pick(WORDS))
    } else if (random(3) === 0) {
      child.setAttribute(pick(['id', 'class']), pick(WORDS))
    } else {
      editXml(child, random, pick)
    }
  }
}

/** What a document shows, in the form that both sides compare. */
export function shown (doc) {
  return { text: doc.getText('text').toString(), delta: joined(doc.getText('text').toDelta()), xml: doc.getXmlFragment('content').toString() }
}

/** Neighbouring stretches of equal formatting as one. */
function joined (delta) {
  const runs = []
  for (const { insert, attributes } of delta) {
    const last = runs[runs.length - 1]
    const sorted = Object.fromEntries(Object.entries(attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
    if (last && typeof insert === 'string' && typeof last.insert === 'string' && JSON.stringify(last.attributes) === JSON.stringify(sorted)) last.insert += insert
    else runs.push({ insert, attributes: sorted })
  }
  return runs
}
