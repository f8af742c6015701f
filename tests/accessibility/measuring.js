// What the tests measure inside a page. Run by evaluate, so the page's own policy does not apply.
() => {
  const shown = element => {
    const box = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    return box.width > 0 && box.height > 0 && style.visibility === 'visible' && !element.closest('[inert]')
  }
  const name = element => {
    const words = (element.innerText || element.value || element.getAttribute('aria-label') || '').trim().slice(0, 40)
    return `${element.tagName.toLowerCase()}${element.id ? '#' + element.id : ''} "${words}"`
  }
  // What a closed `details` holds is away; its own summary is not, unless it lies in another that is closed.
  const folded = element => (element.tagName === 'SUMMARY' ? element.parentElement.parentElement : element)
    .closest('details:not([open])') !== null
  const focusable = () => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]')].filter(element =>
    element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden' && shown(element) &&
    !folded(element))

  // A link in a sentence is as high as its line: it stands among other words.
  const inSentence = element => {
    if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false
    const block = element.closest('p, li, dd, td, figcaption, label, span, div')
    return block !== null && block.innerText.trim().length > element.innerText.trim().length
  }
  const smallTargets = (least) => focusable().filter(element => {
    if (element.classList.contains('skip-link') || inSentence(element)) return false
    const boxes = [element, ...(element.labels || [])].filter(shown).map(each => each.getBoundingClientRect())
    const width = Math.max(...boxes.map(box => box.right)) - Math.min(...boxes.map(box => box.left))
    const height = Math.max(...boxes.map(box => box.bottom)) - Math.min(...boxes.map(box => box.top))
    if (width >= least - 0.5 && height >= least - 0.5) return false
    // What is pressed may be larger than the element: a whole card, or space around it that is its own.
    element.scrollIntoView({ block: 'center', inline: 'center' })
    const box = element.getBoundingClientRect()
    const [x, y, half] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2, least / 2 - 1]
    return ![[0, -half], [0, half], [-half, 0], [half, 0]].every(([across, down]) => {
      const hit = document.elementFromPoint(x + across, y + down)
      return hit !== null && (element.contains(hit) || [...(element.labels || [])].some(label => label.contains(hit)))
    })
  }).map(element => {
    const box = element.getBoundingClientRect()
    return `${name(element)} is ${Math.round(box.width)} by ${Math.round(box.height)}`
  })

  const tooWide = () => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.body.querySelectorAll('*')].filter(element => {
      const box = element.getBoundingClientRect()
      return shown(element) && box.right > width + 1 && ![...element.children].some(child =>
        child.getBoundingClientRect().right > width + 1)
    }).slice(0, 5).map(element => `${name(element)} .${element.className} reaches ${Math.round(element.getBoundingClientRect().right)}`)
  }

  // Words that a box hides because they have grown.
  const clipped = () => [...document.body.querySelectorAll('*')].filter(element => {
    const style = getComputedStyle(element)
    const hides = value => value === 'hidden' || value === 'clip'
    if (!shown(element) || element.closest('.visually-hidden, .skip-link, svg') || !element.innerText?.trim()) return false
    return (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 2 && element.clientHeight > 1) ||
      (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 2 && element.clientWidth > 1)
  }).slice(0, 5).map(name)

  const look = element => {
    const [own, parent] = [getComputedStyle(element), element.parentElement && getComputedStyle(element.parentElement)]
    const text = style => style
      ? [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor].join('|')
      : ''
    const after = pseudo => text(getComputedStyle(element, pseudo))
    return [text(own), after('::before'), after('::after'), text(parent)].join('/')
  }

  window.measuring = { focusable, name, smallTargets, tooWide, clipped, look }
}
