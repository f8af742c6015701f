// The page of results: parts are swapped instead of the page, the panel and the map open and close.
const PARTS = { target: '#results', swap: 'innerHTML settle:150ms' }
const wide = window.matchMedia('(min-width: 60em)')
let opener = null
let counting = null

function panel () { return document.getElementById('filters') }

function openPanel (link) {
  opener = link
  document.documentElement.classList.add('show-filters')
  panel().setAttribute('role', 'dialog')
  panel().setAttribute('aria-modal', 'true')
  setOthersInert(true)
  panel().querySelector('.panel__close').focus()
}

function closePanel () {
  if (!document.documentElement.classList.contains('show-filters')) return
  document.documentElement.classList.remove('show-filters')
  setOthersInert(false)
  const found = panel()
  if (found) { found.removeAttribute('role'); found.removeAttribute('aria-modal') }
  const back = opener && opener.isConnected ? opener : document.querySelector('.tool--filters')
  if (back) back.focus()
}

function setOthersInert (inert) {
  for (const element of document.querySelectorAll('.site-header, .site-footer, .results__head, .results__main')) {
    element.inert = inert
  }
}

function toggleMap (link) {
  const shown = document.documentElement.classList.toggle('show-map')
  setMapWords(link, shown)
}

function setMapWords (link, shown) {
  if (!link.dataset.wordsMap) link.dataset.wordsMap = link.textContent
  link.textContent = shown ? link.dataset.wordsList : link.dataset.wordsMap
}

function showOption (number) {
  const card = document.getElementById(`option-${number}`)
  if (!card) return
  card.closest('details:not([open])')?.setAttribute('open', '')
  card.scrollIntoView({ block: 'center' })
  card.querySelector('a').focus({ preventScroll: true })
}

function markStop (number, here) {
  for (const stop of document.querySelectorAll('.near-map__stop')) {
    if (stop.dataset.options.split(' ').includes(number)) stop.classList.toggle('is-here', here)
  }
}

// While boxes are ticked on a phone only the count in the button changes.
async function showCount (form) {
  counting?.abort()
  counting = new AbortController()
  const query = new URLSearchParams()
  const place = form.elements.near.value === form.elements.near_name.value ? form.elements.near_id.value : ''
  for (const [name, value] of new FormData(form)) {
    if (value && !['near', 'near_id', 'near_name', 'kept_spelling'].includes(name)) query.append(name, value)
  }
  if (place) query.set('near', place)
  try {
    const answer = await fetch(`${form.getAttribute('action')}?${query}`, {
      headers: { 'HX-Request': 'true', 'HX-Target': 'show-count' }, signal: counting.signal
    })
    if (answer.ok) document.getElementById('show-count').innerHTML = await answer.text()
  } catch { /* a newer count is on its way */ }
}

function onClick (event, htmx) {
  const link = event.target.closest('a')
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
  if (link && plain) {
    if (link.matches('.tool--filters')) { event.preventDefault(); openPanel(link); return }
    if (link.matches('.panel__close')) { event.preventDefault(); closePanel(); return }
    if (link.matches('[data-map-toggle]')) { event.preventDefault(); toggleMap(link); return }
    if (link.matches('[data-part]')) {
      event.preventDefault()
      const top = 'top' in link.dataset
      htmx.ajax('GET', link.getAttribute('href'), { ...PARTS, source: link }).then(() => {
        if (top) { window.scrollTo(0, 0); document.getElementById('main').focus({ preventScroll: true }) }
      })
    }
    return
  }
  const stop = event.target.closest('.near-map__stop')
  if (stop) showOption(stop.dataset.options.split(' ')[0])
  for (const menu of document.querySelectorAll('.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false
  }
}

function onChange (event) {
  const form = event.target.closest('[data-search-form]')
  if (!form || event.target.matches('#q, #near')) return
  if (wide.matches) form.requestSubmit()
  else if (document.documentElement.classList.contains('show-filters')) showCount(form)
}

// A form sent without htmx, with what its pressed button says, which a script's own sending leaves out.
function sendWhole (form, button) {
  if (!form) return
  if (button?.name) {
    const said = document.createElement('input')
    said.type = 'hidden'
    said.name = button.name
    said.value = button.value
    form.append(said)
  }
  form.submit()
}

export function followResults (htmx, enhance) {
  let openFilters = null
  let focused = null
  let pressed = false
  document.addEventListener('click', (event) => onClick(event, htmx))
  document.addEventListener('change', onChange)
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    closePanel()
    for (const menu of document.querySelectorAll('.menu[open]')) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })
  for (const kind of ['pointerover', 'pointerout', 'focusin', 'focusout']) {
    document.addEventListener(kind, (event) => {
      const card = event.target.closest?.('.card[id^="option-"]')
      if (card) markStop(card.id.slice('option-'.length), kind === 'pointerover' || kind === 'focusin')
    })
  }
  document.body.addEventListener('htmx:beforeSwap', () => {
    openFilters = [...document.querySelectorAll('.filter')].map((filter) => [filter.id, filter.open])
    focused = document.activeElement?.getAttribute('href')
    pressed = document.activeElement?.matches('[data-search-form] [type="submit"]') ?? false
  })
  document.body.addEventListener('htmx:afterSwap', () => {
    closePanel()
    setOthersInert(false)
    for (const [id, open] of openFilters ?? []) {
      const filter = document.getElementById(id)
      if (filter) filter.open = open
    }
    const toggle = document.querySelector('[data-map-toggle]')
    if (toggle) setMapWords(toggle, document.documentElement.classList.contains('show-map'))
    enhance(document)
    // The button stands beneath all filters: whoever pressed it begins at the top of the new list.
    if (pressed && document.activeElement === document.body) {
      window.scrollTo(0, 0)
      document.getElementById('main').focus({ preventScroll: true })
    }
    // A link that was swapped away leaves the focus nowhere: it goes to its successor, or to the page.
    if (document.activeElement === document.body && focused !== null) {
      const next = [...document.querySelectorAll('#results a')].find((a) => a.getAttribute('href') === focused)
      const hidden = next?.closest('details:not([open])')?.querySelector('summary')
      ;(hidden ?? next ?? document.getElementById('main')).focus({ preventScroll: true })
    }
  })
  // What cannot be swapped in is shown whole: the browser goes to the address and gets the full page.
  document.body.addEventListener('htmx:responseError', (event) => {
    if (event.detail.requestConfig.verb === 'get') window.location.assign(event.detail.pathInfo.finalRequestPath)
    else sendWhole(event.detail.elt.closest('form'), event.detail.requestConfig.triggeringEvent?.submitter)
  })
  document.body.addEventListener('htmx:sendError', () => {
    const status = document.getElementById('status')
    status.textContent = status.dataset.offline
  })
}
