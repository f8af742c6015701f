// Where a list of places may lie: never over a button that sends its form, never outside what can be seen.
const GAP = 4
const LEAST = 60

// What can be seen of the page at this moment, in the coordinates of getBoundingClientRect. An open keyboard of a
// phone makes it smaller than the window.
function seen () {
  const view = window.visualViewport
  return view && view.scale === 1
    ? { top: view.offsetTop, bottom: view.offsetTop + view.height }
    : { top: 0, bottom: document.documentElement.clientHeight }
}

// The nearest part that scrolls by itself cuts off what hangs out of it.
function clipped (room, element) {
  for (let part = element.parentElement; part && part !== document.body; part = part.parentElement) {
    if (getComputedStyle(part).overflowY === 'visible') continue
    const edge = part.getBoundingClientRect()
    return { top: Math.max(room.top, edge.top), bottom: Math.min(room.bottom, edge.bottom) }
  }
  return room
}

// {above, height}: the side with room for `wanted` pixels, below if it has enough, or the side with more of it;
// null when neither has room for one place. `field` is the question with its label, `buttons` must stay free.
export function roomBeside (field, buttons, wanted) {
  const box = field.getBoundingClientRect()
  const edges = clipped(seen(), field)
  for (const button of buttons) {
    const held = button.getBoundingClientRect()
    const beside = held.right <= box.left || held.left >= box.right
    if (!held.height || beside) continue
    if (held.top >= box.bottom) edges.bottom = Math.min(edges.bottom, held.top)
    else edges.top = Math.max(edges.top, held.bottom)
  }
  const below = edges.bottom - box.bottom - 2 * GAP
  const above = box.top - edges.top - 2 * GAP
  const up = below < wanted && above > below
  const height = Math.min(wanted, up ? above : below)
  return height < Math.min(LEAST, wanted) ? null : { above: up, height }
}
