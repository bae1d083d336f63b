/**
 * Draws syntax as railroads: SVG from boxes on a line that splits, skips, loops and, where it would be too long, goes on below.
 *
 * The packages for it draw one line of any length; on a phone nobody can follow that. Knows nothing of a grammar.
 *
 * A part is `{ width, up, down, draw }`: pixels to the right of where the line comes in, above and below it, and
 * `draw(x, y, width)`, which puts it there, stretched to the width. Every part ends on the line that it began on.
 */
const RADIUS = 8
const GAP = 10
const BETWEEN = 8
const HALF_BOX = 13
const SIGN_WIDTH = 8
const MARGIN = 2
const END = 16

/** Collects what is drawn: all lines make one path. */
class Canvas {
  lines = ""
  boxes = ""
  /** @param steps as in the attribute `d` of a path, relative */
  line(x, y, steps) {
    this.lines += `M${x} ${y}${steps}`
  }
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const horizontal = (length) => (length === 0 ? "" : `h${length}`)
const vertical = (length) => (length === 0 ? "" : `v${length}`)
/** A quarter of a circle. @param isClockwise as the line runs */
const arc = (dx, dy, isClockwise) => `a${RADIUS} ${RADIUS} 0 0 ${isClockwise ? 1 : 0} ${dx * RADIUS} ${dy * RADIUS}`
/** From one line to a lower or higher one, to the right or to the left. */
const bend = (dx, dy, distance) =>
  arc(dx, dy, dx * dy > 0) + vertical(dy * (distance - 2 * RADIUS)) + arc(dx, dy, dx * dy < 0)

/** Pixels that curves need beside the parts: of several lines, of a choice or a way around, of a loop. */
export const WRAPPING = 4 * RADIUS
export const BRANCHING = 4 * RADIUS
export const LOOPING = 2 * RADIUS

/** A word in a box. @param kind its class @param href where it leads, if anywhere */
export function box(text, kind, href) {
  const width = [...text].length * SIGN_WIDTH + 18
  const round = kind === "rule" ? 2 : HALF_BOX
  return {
    width,
    up: HALF_BOX,
    down: HALF_BOX,
    draw(canvas, x, y, space) {
      canvas.line(x + width, y, horizontal(space - width))
      const shape =
        `<rect x="${x}" y="${y - HALF_BOX}" width="${width}" height="${2 * HALF_BOX}" rx="${round}"/>` +
        `<text x="${x + width / 2}" y="${y + 4}">${escaped(text)}</text>`
      const drawn = `<g class="${kind}">${shape}</g>`
      canvas.boxes += href ? `<a href="${escaped(href)}" tabindex="-1">${drawn}</a>` : drawn
    },
  }
}

const nothing = {
  width: 0,
  up: 0,
  down: 0,
  draw: (canvas, x, y, space) => canvas.line(x, y, horizontal(space)),
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)

/** One behind the other; on several lines if they are wider than `limit`. */
export function sequence(parts, limit) {
  const line = row(parts)
  if (line.width <= limit || parts.length < 2) return line
  return lines(rowsOf(parts, limit - WRAPPING))
}

function row(parts) {
  if (parts.length === 1) return parts[0]
  return {
    width: sum(parts.map((part) => part.width)) + GAP * (parts.length - 1),
    up: Math.max(0, ...parts.map((part) => part.up)),
    down: Math.max(0, ...parts.map((part) => part.down)),
    draw(canvas, x, y, space) {
      let at = x
      for (const [i, part] of parts.entries()) {
        const isLast = i === parts.length - 1
        const width = isLast ? x + space - at : part.width
        part.draw(canvas, at, y, width)
        at += width
        if (!isLast) {
          canvas.line(at, y, horizontal(GAP))
          at += GAP
        }
      }
    },
  }
}

function rowsOf(parts, limit) {
  const rows = []
  for (const part of parts) {
    const last = rows.at(-1)
    if (last && row([...last, part]).width <= limit) last.push(part)
    else rows.push([part])
  }
  return rows.map(row)
}

/** Lines below each other; the last one leads back up, so that it ends where the first one began. */
function lines(rows) {
  const inner = Math.max(...rows.map((one) => one.width))
  // from each line to the one below: down to the way back, down from it
  const drops = rows.slice(1).map((next, i) => ({
    back: Math.max(2 * RADIUS, rows[i].down + BETWEEN),
    on: Math.max(2 * RADIUS, next.up + BETWEEN),
  }))
  const depth = sum(drops.map(({ back, on }) => back + on))
  return {
    width: inner + WRAPPING,
    up: rows[0].up,
    down: depth + rows.at(-1).down,
    draw(canvas, x, y, space) {
      canvas.line(x, y, horizontal(RADIUS))
      let at = y
      for (const [i, one] of rows.entries()) {
        one.draw(canvas, x + RADIUS, at, inner)
        const drop = drops[i]
        if (!drop) break
        const { back, on } = drop
        const right = arc(1, 1, true) + vertical(back - 2 * RADIUS) + arc(-1, 1, true)
        const left = arc(-1, 1, false) + vertical(on - 2 * RADIUS) + arc(1, 1, false)
        canvas.line(x + RADIUS + inner, at, right + horizontal(-inner) + left)
        at += back + on
      }
      const rest = space - inner - WRAPPING
      canvas.line(x + RADIUS + inner, at, horizontal(RADIUS) + bend(1, -1, depth) + horizontal(rest))
    },
  }
}

/** One of these: the first on the line, the others below. */
export function choice(parts) {
  if (parts.length === 1) return parts[0]
  const inner = Math.max(...parts.map((part) => part.width))
  const depths = [0]
  for (const [i, part] of parts.slice(1).entries())
    depths.push(depths[i] + Math.max(i === 0 ? 2 * RADIUS : 0, parts[i].down + BETWEEN + part.up))
  return {
    width: inner + 4 * RADIUS,
    up: parts[0].up,
    down: depths.at(-1) + parts.at(-1).down,
    draw(canvas, x, y, space) {
      const end = x + 2 * RADIUS + inner
      for (const [i, part] of parts.entries()) {
        const depth = depths[i]
        canvas.line(x, y, i === 0 ? horizontal(2 * RADIUS) : bend(1, 1, depth))
        part.draw(canvas, x + 2 * RADIUS, y + depth, inner)
        canvas.line(end, y + depth, i === 0 ? horizontal(2 * RADIUS) : bend(1, -1, depth))
      }
      canvas.line(end + 2 * RADIUS, y, horizontal(space - inner - 4 * RADIUS))
    },
  }
}

/** A way around it, above. */
export function optional(part) {
  const height = Math.max(2 * RADIUS, part.up + BETWEEN)
  return {
    width: part.width + 4 * RADIUS,
    up: height,
    down: part.down,
    draw(canvas, x, y, space) {
      const end = x + 2 * RADIUS + part.width
      canvas.line(x, y, bend(1, -1, height) + horizontal(part.width) + bend(1, 1, height))
      canvas.line(x, y, horizontal(2 * RADIUS))
      part.draw(canvas, x + 2 * RADIUS, y, part.width)
      canvas.line(end, y, horizontal(2 * RADIUS + space - part.width - 4 * RADIUS))
    },
  }
}

/** Once or more. @param between what stands on the way back */
export function repeated(part, between = nothing) {
  const inner = Math.max(part.width, between.width)
  const depth = Math.max(2 * RADIUS, part.down + BETWEEN + between.up)
  return {
    width: inner + 2 * RADIUS,
    up: part.up,
    down: depth + between.down,
    draw(canvas, x, y, space) {
      const start = x + RADIUS
      canvas.line(x, y, horizontal(RADIUS))
      part.draw(canvas, start, y, inner)
      canvas.line(start + inner, y, horizontal(space - inner - RADIUS))
      canvas.line(start + inner, y, arc(1, 1, true) + vertical(depth - 2 * RADIUS) + arc(-1, 1, true))
      between.draw(canvas, start, y + depth, inner)
      canvas.line(start, y + depth, arc(-1, -1, true) + vertical(2 * RADIUS - depth) + arc(1, -1, true))
    },
  }
}

/** Pixels that a diagram adds to what is in it. */
export const AROUND = 2 * (END + MARGIN)

/** @param name class of the picture, which says nothing to those who do not see it: the same stands beside it as text */
export function svg(part, name) {
  const canvas = new Canvas()
  const width = part.width + AROUND
  const height = part.up + part.down + 2 * MARGIN
  const y = MARGIN + part.up
  canvas.line(MARGIN, y - 7, `v14m5-14v14m-5-7h${END}`)
  part.draw(canvas, MARGIN + END, y, part.width)
  canvas.line(MARGIN + END + part.width, y, `h${END}m-5-7v14m5-14v14`)
  return (
    `<svg class="${name}" aria-hidden="true" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<path d="${canvas.lines}"/>${canvas.boxes}</svg>`
  )
}
