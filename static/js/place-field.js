// Places offered while a place is typed: a combobox over a plain field (the ARIA "list autocomplete" pattern).
import { roomBeside } from './room.js'

const SECTOR = /^([a-z]{1,2}\d[a-z\d]?)\s*(\d)\s*[a-z]{1,2}$/i
const LEAST_LETTERS = 3
const DISTRICT = /^[a-z]{1,2}\d/i
const WAIT = 180
// The field whose list was opened last.
let open = null

// Never more than the sector of a postcode leaves this page while somebody types.
function cutToSector (text) {
  return text.replace(SECTOR, '$1 $2')
}

function worthAsking (text) {
  return DISTRICT.test(text) || (text.match(/\p{L}/gu) ?? []).length >= LEAST_LETTERS
}

class PlaceField {
  constructor (root) {
    this.root = root
    this.input = root.querySelector('input[name="near"]')
    this.form = this.input.form
    this.list = document.createElement('ul')
    this.list.id = `${this.input.id}-places`
    this.list.className = 'combobox__list'
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', root.dataset.placesLabel)
    this.list.hidden = true
    root.append(this.list)
    this.said = document.createElement('div')
    this.said.className = 'visually-hidden'
    this.said.setAttribute('aria-live', 'polite')
    root.append(this.said)
    for (const [name, value] of Object.entries({
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id
    })) this.input.setAttribute(name, value)
    this.input.addEventListener('input', () => this.ask())
    this.input.addEventListener('keydown', (event) => this.onKey(event))
    this.input.addEventListener('blur', () => this.close())
    this.form.addEventListener('submit', () => this.close())
    this.list.addEventListener('pointerdown', (event) => event.preventDefault())
    this.list.addEventListener('click', (event) => {
      const option = event.target.closest('[role="option"]')
      if (option) this.choose(option)
    })
  }

  ask () {
    clearTimeout(this.timer)
    const text = cutToSector(this.input.value.trim())
    if (!worthAsking(text)) { this.close(); return }
    this.timer = setTimeout(() => this.fetch(text), WAIT)
  }

  async fetch (text) {
    this.asking?.abort()
    this.asking = new AbortController()
    try {
      const answer = await fetch(`/api/v1/places?q=${encodeURIComponent(text)}`, { signal: this.asking.signal })
      if (answer.ok && document.activeElement === this.input) this.show((await answer.json()).places)
    } catch { /* a newer question is on its way, or there is no network: the plain field still works */ }
  }

  show (places) {
    this.list.replaceChildren(...places.map((place, index) => {
      const option = document.createElement('li')
      option.id = `${this.list.id}-${index}`
      option.className = 'combobox__option'
      option.setAttribute('role', 'option')
      option.setAttribute('aria-selected', 'false')
      option.dataset.id = place.id
      option.textContent = place.name
      return option
    }))
    this.list.hidden = places.length === 0
    this.input.setAttribute('aria-expanded', String(places.length > 0))
    this.input.removeAttribute('aria-activedescendant')
    this.place()
    if (places.length && this.list.hidden) return
    const words = { 0: 'foundNone', 1: 'foundOne' }[places.length] ?? 'foundMany'
    this.said.textContent = this.root.dataset[words].replace('NUMBER', places.length)
  }

  // Below the field, or above it where a button that sends the form is in the way. Where nothing can be shown of the
  // list the field stays the plain one that it is without scripts.
  place () {
    if (this.list.hidden) return
    open = this
    this.list.style.maxHeight = ''
    const buttons = [...this.form.elements].filter((element) => element.type === 'submit')
    const room = roomBeside(this.root, buttons, this.list.offsetHeight)
    if (!room) { this.close(); return }
    this.list.classList.toggle('combobox__list--above', room.above)
    this.list.style.maxHeight = `${room.height}px`
  }

  onKey (event) {
    const options = [...this.list.children]
    if (event.key === 'Escape' && !this.list.hidden) { event.stopPropagation(); this.close(); return }
    if (!options.length || this.list.hidden) return
    const here = options.findIndex((option) => option.getAttribute('aria-selected') === 'true')
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      this.mark(options, here < 0 && step < 0 ? options.length - 1 : (here + step + options.length) % options.length)
    } else if (event.key === 'Enter' && here >= 0) {
      event.preventDefault()
      this.choose(options[here])
    }
  }

  mark (options, index) {
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === index)))
    this.input.setAttribute('aria-activedescendant', options[index].id)
    options[index].scrollIntoView({ block: 'nearest' })
  }

  choose (option) {
    this.input.value = option.textContent
    this.form.elements.near_id.value = option.dataset.id
    this.form.elements.near_name.value = option.textContent
    this.close()
    this.input.dispatchEvent(new Event('place-chosen', { bubbles: true }))
  }

  close () {
    clearTimeout(this.timer)
    this.asking?.abort()
    this.list.hidden = true
    this.input.setAttribute('aria-expanded', 'false')
    this.input.removeAttribute('aria-activedescendant')
  }
}

// A press elsewhere puts the list away also where it takes no focus from the field (iOS).
document.addEventListener('pointerdown', (event) => { if (!open?.root.contains(event.target)) open?.close() })
for (const view of [window, window.visualViewport]) view?.addEventListener('resize', () => open?.place())

export function enhancePlaceFields (scope) {
  for (const root of scope.querySelectorAll('[data-place-field]:not([data-ready])')) {
    root.dataset.ready = ''
    new PlaceField(root)
  }
}
