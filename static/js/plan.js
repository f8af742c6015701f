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
  const words = window.location.hash.slice(1)
  if (!form || !/^[a-z]+(-[a-z]+){4}$/.test(words)) return
  window.history.replaceState(null, '', window.location.pathname)
  if (form.dataset.planCode === words) return
  form.elements.code.value = words
  form.hidden = false
  form.querySelector('[type="submit"]').focus()
}

const isChanged = (field) => field.matches('select')
  ? field.value !== (field.querySelector('[selected]') ?? field.options[0]).value
  : field.value !== field.defaultValue

// What was typed of other items and is not kept yet, and the version that it was typed upon.
function typedElsewhere (sent) {
  const others = [...document.querySelectorAll('.saved__form')].filter((form) => form !== sent)
  return others.flatMap((form) => [...form.querySelectorAll('select, textarea')].filter(isChanged)
    .map(({ id, value }) => ({ id, value, version: form.elements.version.value })))
}

function typeAgain ({ id, value, version }) {
  const field = document.getElementById(id)
  if (!field) return
  field.value = value
  field.form.elements.version.value = version
  field.closest('details').open = true
}

// The answer about one item draws all of them anew: nobody loses what they typed elsewhere, nor their place.
function followItems () {
  let typed = []
  let ticked = []
  let folded = null
  document.body.addEventListener('htmx:beforeSwap', (event) => {
    const sent = event.detail.requestConfig?.elt
    if (!sent?.matches('.saved__form')) return
    typed = typedElsewhere(sent)
    ticked = [...document.querySelectorAll('.saved__compare input:checked')].map((box) => box.id)
    folded = sent.querySelector('summary').id
  })
  document.body.addEventListener('htmx:afterSwap', () => {
    if (!folded) return
    typed.forEach(typeAgain)
    for (const box of document.querySelectorAll('.saved__compare input')) box.checked = ticked.includes(box.id)
    if (document.activeElement === document.body) {
      (document.getElementById(folded) ?? document.getElementById('main')).focus({ preventScroll: true })
    }
    // What was pressed has moved with its item: the page goes as far as it takes to see it, and no further.
    if (document.activeElement?.closest('.saved')) document.activeElement.scrollIntoView({ block: 'nearest' })
    folded = null
  })
}

export function enhancePlan (scope) {
  if (navigator.share) reveal(scope, '[data-share]', share)
  reveal(scope, '[data-print]', () => window.print())
}

export function followSaving () {
  followItems()
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
