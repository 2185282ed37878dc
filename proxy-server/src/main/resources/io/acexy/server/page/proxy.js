// Requests to this proxy, with the operator's key where there is one. A key is kept for this tab and sent as a header, because
// what stands in an address is logged and shared.

const STORED = 'acexy.key';

export function key() {
  try {
    return sessionStorage.getItem(STORED) ?? '';
  } catch {
    return '';
  }
}

export function setKey(value) {
  try {
    if (value) sessionStorage.setItem(STORED, value);
    else sessionStorage.removeItem(STORED);
  } catch {
    // no storage: asked for again
  }
}

/** An answer that is not what was asked for, in words. */
export class Refusal extends Error {
  constructor(status, { reason, detail, advice, error, retry_after_seconds: retryAfter } = {}) {
    super(reason ?? detail ?? `The proxy answered ${status}.`);
    this.status = status;
    this.advice = advice ?? '';
    this.code = error ?? '';
    this.retryAfter = retryAfter ?? 0;
  }

  get isForKey() {
    return this.status === 401;
  }
}

/** Asks this proxy; gives the answer if it is a success, and throws a refusal else. */
export async function ask(path, { method = 'GET', headers = {}, signal } = {}) {
  const answer = await fetch(new URL(path, document.baseURI), {
    method,
    signal,
    cache: 'no-store',
    credentials: 'omit',
    headers: { accept: 'application/json', 'x-requested-with': 'acexy', ...headers, ...(key() ? { 'x-api-key': key() } : {}) },
  });
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

export async function askJson(path, options) {
  return (await ask(path, options)).json();
}

async function refusal(answer) {
  const type = answer.headers.get('content-type') ?? '';
  try {
    if (type.includes('json')) return new Refusal(answer.status, await answer.json());
    const [reason, advice] = (await answer.text()).trim().split('\n');
    return new Refusal(answer.status, type.includes('html') || !reason ? {} : { reason, advice });
  } catch {
    return new Refusal(answer.status);
  }
}
