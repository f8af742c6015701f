// The questionnaire: a new page takes the place of the last, and reading begins at its heading.
export function followQuestions () {
  document.body.addEventListener('htmx:afterSwap', (event) => {
    // Going back, htmx fetches the whole page again and its afterSwap names no target.
    if (event.detail.target?.id !== 'questions') return
    window.scrollTo(0, 0)
    // A mistake is said first, or a place asked for; that has taken the focus.
    if (document.querySelector('#questions :is([data-module="govuk-error-summary"], [data-question])')) return
    document.getElementById('question').focus({ preventScroll: true })
  })
}
