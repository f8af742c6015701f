// Passkeys. The element says where to fetch the question and where to send the answer; without passkeys in the browser
// it stays hidden, and the password form does everything.
function toBytes (text) {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function toText (buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

function read (options) {
  options.challenge = toBytes(options.challenge)
  if (options.user) options.user.id = toBytes(options.user.id)
  for (const list of [options.allowCredentials, options.excludeCredentials]) {
    for (const credential of list || []) credential.id = toBytes(credential.id)
  }
  return options
}

function written (credential) {
  const response = {}
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[name]) response[name] = toText(credential.response[name])
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports()
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
    response
  })
}

async function send (address, fields) {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(fields) })
  if (answer.redirected) {
    location.assign(answer.url)
    return null
  }
  const said = await answer.json()
  if (!answer.ok) throw new Error(said.message)
  return said
}

async function use (element) {
  const { passkey, question, answer, token = '', next = '' } = element.dataset
  const name = element.querySelector('input')?.value || ''
  const options = await send(question, { csrf_token: token, next })
  if (!options) return
  const publicKey = read(options)
  let credential
  try {
    credential = await navigator.credentials[passkey]({ publicKey })
  } catch {
    throw new Error(element.querySelector('[data-failed]').dataset.failed)
  }
  const said = await send(answer, { csrf_token: token, credential: written(credential), name })
  if (said) location.assign(said.next)
}

export function enhancePasskeys (scope) {
  if (!window.PublicKeyCredential) return
  for (const element of scope.querySelectorAll('[data-passkey]')) {
    element.hidden = false
    const button = element.querySelector('button')
    const problem = element.querySelector('[data-failed]')
    button.addEventListener('click', async () => {
      problem.textContent = ''
      button.disabled = true
      try {
        await use(element)
      } catch (error) {
        problem.textContent = error.message || problem.dataset.failed
      }
      button.disabled = false
    })
  }
}
