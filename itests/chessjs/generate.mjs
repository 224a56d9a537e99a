// Writes <folder>/games.pgn and <folder>/positions.txt.gz with chess.js 1.4.0 (BSD-2-Clause), from a seed.
//
// games.pgn: 100 games. Three were played by people; their moves are facts, and every one is checked here. The others are played
// by players that move at random, that look one move ahead (take what they can, give mate when they see it), or that shuffle to and
// fro; some from positions with few men. They end by mate, stalemate, lack of men, repetition or the fifty-move rule.
// positions.txt.gz: for positions from such games, one line each: FEN, a tab, all legal moves in SAN, sorted.
import { Chess } from 'chess.js'
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const folder = process.argv[2]
let state = BigInt(process.argv[3] ?? 2026)
const random = n => { // SplitMix64
  state = (state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn
  let z = state
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn
  return Number((z ^ (z >> 31n)) % BigInt(n))
}

const KNOWN = [
  { Event: 'Opera House', Site: 'Paris FRA', Date: '1858.??.??', White: 'Morphy, Paul', Black: 'Duke Karl / Count Isouard', Result: '1-0',
    moves: 'e4 e5 Nf3 d6 d4 Bg4 dxe5 Bxf3 Qxf3 dxe5 Bc4 Nf6 Qb3 Qe7 Nc3 c6 Bg5 b5 Nxb5 cxb5 Bxb5+ Nbd7 O-O-O Rd8 Rxd7 Rxd7 Rd1 Qe6 Bxd7+ Nxd7 Qb8+ Nxb8 Rd8#' },
  { Event: 'Casual game', Site: 'London ENG', Date: '1851.06.21', White: 'Anderssen, Adolf', Black: 'Kieseritzky, Lionel', Result: '1-0',
    moves: 'e4 e5 f4 exf4 Bc4 Qh4+ Kf1 b5 Bxb5 Nf6 Nf3 Qh6 d3 Nh5 Nh4 Qg5 Nf5 c6 g4 Nf6 Rg1 cxb5 h4 Qg6 h5 Qg5 Qf3 Ng8 Bxf4 Qf6 Nc3 Bc5 Nd5 Qxb2 Bd6 Bxg1 e5 Qxa1+ Ke2 Na6 Nxg7+ Kd8 Qf6+ Nxf6 Be7#' },
  { Event: 'Casual game', Site: 'Berlin GER', Date: '1852.??.??', White: 'Anderssen, Adolf', Black: 'Dufresne, Jean', Result: '1-0',
    moves: 'e4 e5 Nf3 Nc6 Bc4 Bc5 b4 Bxb4 c3 Ba5 d4 exd4 O-O d3 Qb3 Qf6 e5 Qg6 Re1 Nge7 Ba3 b5 Qxb5 Rb8 Qa4 Bb6 Nbd2 Bb7 Ne4 Qf5 Bxd3 Qh5 Nf6+ gxf6 exf6 Rg8 Rad1 Qxf3 Rxe7+ Nxe7 Qxd7+ Kxd7 Bf5+ Ke8 Bd7+ Kf8 Bxe7#' }
]
const ENDGAMES = [
  '8/8/8/4k3/8/8/4P3/4K3 w - - 0 1', '8/8/8/3k4/8/8/8/Q3K3 w - - 0 1', '7k/5K2/8/6P1/8/8/8/8 w - - 0 1',
  '8/8/8/8/3k4/8/2R5/4K3 b - - 0 1', '4k3/8/8/8/8/8/8/BN2K3 w - - 0 1', '8/P6k/8/8/8/8/p6K/8 w - - 0 1',
  'r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1', '4k3/pppppppp/8/8/8/8/PPPPPPPP/4K3 w - - 0 1'
]
const VALUE = { p: 1, n: 3, b: 3, r: 5, q: 9, k: 0 }

function choose (game, style) {
  const moves = game.moves({ verbose: true })
  if (style === 'random' || random(style === 'shuffling' ? 20 : 5) === 0) return moves[random(moves.length)].san
  const last = game.history({ verbose: true }).at(-2)
  const back = last && moves.find(move => move.from === last.to && move.to === last.from)
  if (style === 'shuffling' && back) return back.san
  let best = []
  let most = -Infinity
  for (const move of moves) {
    let worth = (move.captured ? VALUE[move.captured] : 0) + (move.promotion ? VALUE[move.promotion] : 0)
    if (move.san.endsWith('#')) worth = 1000
    if (worth > most) { most = worth; best = [] }
    if (worth === most) best.push(move)
  }
  return best[random(best.length)].san
}

const over = game => game.isCheckmate() ? (game.turn() === 'w' ? '0-1' : '1-0') : game.isDraw() ? '1/2-1/2' : null

function play (seen) {
  const fen = random(3) === 0 ? ENDGAMES[random(ENDGAMES.length)] : undefined
  const game = new Chess(fen)
  const both = random(8) === 0
  const styles = [0, 1].map(() => both ? 'shuffling' : ['random', 'greedy'][random(2)])
  for (let ply = 0; over(game) === null && ply < 400; ply++) {
    seen?.(game)
    game.move(choose(game, styles[ply % 2]))
  }
  return { game, fen, result: over(game) ?? '*' }
}

function reason (game) {
  if (game.isCheckmate()) return 'checkmate'
  if (game.isStalemate()) return 'stalemate'
  if (game.isInsufficientMaterial()) return 'insufficient material'
  if (game.isThreefoldRepetition()) return 'threefold repetition'
  return game.isDrawByFiftyMoves() ? 'fifty moves' : 'unterminated'
}

function pgn (tags, fen, sans, result) {
  const roster = ['Event', 'Site', 'Date', 'Round', 'White', 'Black']
  const all = roster.map(name => [name, tags[name] ?? (name === 'Date' ? '????.??.??' : '?')])
  all.push(['Result', result])
  const others = { ...tags, ...(fen ? { FEN: fen, SetUp: '1' } : {}) }
  Object.keys(others).filter(name => !roster.includes(name) && name !== 'Result').sort().forEach(name => all.push([name, others[name]]))
  const tokens = []
  let white = !fen || fen.split(' ')[1] === 'w'
  let number = 1
  sans.forEach((san, i) => {
    if (white || i === 0) tokens.push(number + (white ? '.' : '...'))
    tokens.push(san)
    if (!white) number++
    white = !white
  })
  tokens.push(result)
  let text = ''
  let column = 0
  for (const token of tokens) {
    if (column > 0 && column + 1 + token.length > 79) { text += '\n'; column = 0 }
    text += (column === 0 ? '' : ' ') + token
    column += (column === 0 ? 0 : 1) + token.length
  }
  return all.map(([name, value]) => `[${name} "${value}"]\n`).join('') + '\n' + text + '\n\n'
}

let file = ''
const count = {}
for (const { moves, Result, ...tags } of KNOWN) {
  const game = new Chess()
  moves.split(' ').forEach(move => { if (game.move(move).san !== move) throw new Error(move) })
  if (over(game) !== Result) throw new Error(tags.Event)
  file += pgn({ ...tags, EndedBy: reason(game) }, undefined, game.history(), Result)
}
for (let number = KNOWN.length + 1; number <= 100; number++) {
  const { game, fen, result } = play()
  const why = reason(game)
  count[why] = (count[why] ?? 0) + 1
  file += pgn({ Event: 'Generated', Round: String(number), White: 'Player A', Black: 'Player B', EndedBy: why }, fen, game.history(), result)
}
writeFileSync(`${folder}/games.pgn`, file)

const positions = new Map()
while (positions.size < 4000) {
  play(game => { if (random(6) === 0) positions.set(game.fen(), game.moves().sort().join(' ')) })
}
const lines = [...positions].map(([fen, moves]) => `${fen}\t${moves}\n`).join('')
writeFileSync(`${folder}/positions.txt.gz`, gzipSync(lines, { level: 9 }))
console.log(count, positions.size, 'positions')
