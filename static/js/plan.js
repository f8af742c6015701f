// Saving and the plan: what plain HTML cannot do. Sharing from the device, printing, and words that came behind `#`.
function reveal (scope, selector, run) {
  for (const place of scope.querySelectorAll(`${selector}:not([data-ready])`)) {
    place.dataset.ready = ''
    place.hidden = false
    place.querySelector('button').addEventListener('click', () => run(place))
  }
}

async function share (place) {
  const { shareTitle: title, shareText: text, shareUrl: url } = place.dataset
  try { await navigator.share({ title, text, url }) } catch { /* closed again without sharing */ }
}

// An address with the words behind `#` never sends them to anybody: they are put into the field and taken out of it.
function typeWordsFromAddress (scope) {
  const form = scope.querySelector('[data-plan-code]')
  const words = decodeURIComponent(window.location.hash.slice(1))
  if (!form || !/^[a-z]+(-[a-z]+){4}$/.test(words)) return
  form.elements.code.value = words
  window.history.replaceState(null, '', window.location.pathname)
  form.querySelector('[type="submit"]').focus()
}

export function enhancePlan (scope) {
  if (navigator.share) reveal(scope, '[data-share]', share)
  reveal(scope, '[data-print]', () => window.print())
}

export function followSaving () {
  let pressed = null
  document.addEventListener('DOMContentLoaded', () => typeWordsFromAddress(document))
  if (document.readyState !== 'loading') typeWordsFromAddress(document)
  document.body.addEventListener('htmx:beforeRequest', (event) => {
    if (event.detail.elt.id !== 'card-action') return
    const button = document.activeElement?.closest('[data-saves]')
    const alike = button ? [...document.querySelectorAll(`[data-saves="${button.dataset.saves}"]`)] : []
    pressed = button ? { id: button.dataset.saves, at: alike.indexOf(button) } : null
  })
  // The button that was pressed is another element now: the focus goes to it and not to the top of the page.
  document.body.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.elt.id !== 'card-action' || !pressed) return
    if (document.activeElement && document.activeElement !== document.body) return
    document.querySelectorAll(`[data-saves="${pressed.id}"]`)[pressed.at]?.focus({ preventScroll: true })
    pressed = null
  })
}
