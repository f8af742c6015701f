// Everything the pages do beyond plain HTML. Every page works without it.
import htmx from 'htmx.org/dist/htmx.esm.js'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { enhancePasskeys } from './passkeys.js'
import { enhancePlaceFields } from './place-field.js'
import { enhancePlan, followSaving } from './plan.js'
import { followQuestions } from './questionnaire.js'
import { followResults } from './results.js'

function enhance (scope) {
  enhancePlaceFields(scope)
  enhancePlan(scope)
  for (const asked of scope.querySelectorAll('[data-question]:not([data-ready])')) {
    asked.dataset.ready = ''
    asked.focus()
  }
  // What went wrong is read first on the desks too: whoever cannot see the page is taken to it.
  scope.querySelector('[data-focus-first]')?.focus()
  for (const element of scope.querySelectorAll('[data-module="govuk-error-summary"]')) {
    try { new ErrorSummary(element) } catch { /* already enhanced */ }
  }
}

document.body.classList.add('govuk-frontend-supported')
enhance(document)
enhancePasskeys(document)
followResults(htmx, enhance)
followQuestions()
followSaving()
