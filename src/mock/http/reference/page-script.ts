/**
 * The only script of the pages: sends the "Try it" request with a token that it requests itself. It calls this server
 * only.
 */
export const pageScript = `'use strict';
const sandbox = new URLSearchParams(location.search).get('sandbox') || 'default';
const control = () => {
  const token = sessionStorage.getItem('etherbox-control-token');
  return token ? { 'X-Etherbox-Control': token } : {};
};
let token;
async function freshToken() {
  const credentials = await ours('/_sandbox/v1/sandboxes/' + encodeURIComponent(sandbox) + '/credentials');
  const { clientId, clientSecret } = await credentials.json();
  const answer = await fetch('/oauth/accesstoken?grant_type=client_credentials', {
    headers: { Authorization: 'Basic ' + btoa(clientId + ':' + clientSecret) },
  });
  const { access_token: made } = await answer.json();
  return made;
}
async function ours(path, init = {}) {
  const answer = await fetch(path, { ...init, headers: { ...init.headers, ...control() } });
  if (answer.status !== 401 || control()['X-Etherbox-Control']) return answer;
  const given = prompt('This server asks for its control token');
  if (!given) return answer;
  sessionStorage.setItem('etherbox-control-token', given);
  return ours(path, init);
}
async function theirs(path, init) {
  token ??= await freshToken();
  const send = () =>
    fetch(path, { ...init, headers: { 'APIGW-Tracking-Header': 'reference-page', ...init.headers, Authorization: 'Bearer ' + token } });
  const answer = await send();
  if (answer.status !== 401) return answer;
  token = await freshToken();
  return send();
}
async function newestId(collection) {
  const answer = await theirs(collection + '?limit=100', {});
  const items = answer.ok ? await answer.json() : [];
  const found = Array.isArray(items) ? items.at(-1) : undefined;
  return found ? String(found.id) : '';
}
async function pathOf(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams(form.elements.query.value);
  for (const field of form.querySelectorAll('input[name*=":"]')) {
    const [place, name] = field.name.split(':');
    if (place === 'query') query.set(name, field.value);
    else {
      if (field.value === '' && form.dataset.side === 'bt') field.value = await newestId(path.slice(0, path.indexOf('/{')));
      path = path.replace('{' + name + '}', encodeURIComponent(field.value));
    }
  }
  const text = query.toString();
  return text ? path + '?' + text : path;
}
/** An example that names an order names the newest one here. */
async function bodyOf(form) {
  const text = form.elements.body.value;
  try {
    const body = JSON.parse(text);
    if (form.dataset.side !== 'bt' || typeof body.productOrder?.id !== 'string') return text;
    if (body.productOrder.id !== '12345678') return text;
    body.productOrder.id = await newestId('/v1/productOrderingManagement/productOrder');
    form.elements.body.value = JSON.stringify(body, null, 2);
    return form.elements.body.value;
  } catch {
    return text;
  }
}
async function send(form, result) {
  const started = performance.now();
  const init = { method: form.dataset.method, headers: JSON.parse(form.dataset.headers) };
  if (form.elements.body) {
    init.body = await bodyOf(form);
    init.headers['Content-Type'] = form.dataset.type;
  }
  const path = await pathOf(form);
  const answer = await (form.dataset.side === 'bt' ? theirs : ours)(path, init);
  const text = await answer.text();
  let shown = text;
  try {
    shown = JSON.stringify(JSON.parse(text), null, 2);
  } catch {}
  result.hidden = false;
  result.textContent = init.method + ' ' + path + '\\n' + answer.status + ' ' + answer.statusText + ', ' +
    Math.round(performance.now() - started) + ' ms\\n\\n' + shown;
  const link = /<([^>]+)>; rel="help"/.exec(answer.headers.get('link') || '');
  if (!link) return;
  const why = document.createElement('a');
  why.href = link[1];
  why.textContent = 'Why?';
  result.append('\\n\\n', why);
}
for (const form of document.querySelectorAll('.try form')) {
  const result = form.parentElement.querySelector('.result');
  const examples = JSON.parse(form.parentElement.querySelector('.examples').textContent);
  form.elements.example?.addEventListener('change', (event) => {
    form.elements.body.value = JSON.stringify(examples[event.target.value], null, 2);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(form, result).catch((error) => {
      result.hidden = false;
      result.textContent = String(error);
    });
  });
}
`;
