/** "Who is shopping?": a drawer to become somebody, and to see what the shop knows of them. */
import { h, icon } from '../lib/dom.js';
import { counted, date } from '../lib/format.js';
import { api, ApiError } from '../api.js';
import { newId } from '../lib/ids.js';
import { shopper } from '../shopper.js';
import { track } from '../tracking.js';
import { picture } from './picture.js';
import { notify } from './toast.js';

const LISTED = 30;

const dialog = h('dialog.drawer', { 'aria-labelledby': 'drawer-title' });
dialog.addEventListener('click', (click) => click.target === dialog && dialog.close());
document.body.append(dialog);

export function openProfile() {
  const profile = h('section.profile', {});
  const people = h('ul.people', {});
  dialog.replaceChildren(
    h('div.drawer-head', {}, h('h2', { id: 'drawer-title' }, 'Who is shopping?'),
      h('button.round', { type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() }, icon('close'))),
    profile,
    h('section', {},
      h('h3', {}, 'Be somebody else'),
      h('p.muted', {}, 'Newcomers start with an empty page. Known shoppers bring a year of real purchases along.'),
      h('button.button.wide', { type: 'button', id: 'newcomer', onclick: () => become(() => shopper.becomeNewcomer()) }, 'Start as a newcomer'),
      shopper.userId() ? '' : signUp(),
      finder(people),
      people));
  showProfile(profile);
  listPeople(people, '');
  dialog.showModal();
}

/** A newcomer may sign up: what was done so far follows to the new shopper. */
function signUp() {
  return h('button.button.wide', {
    type: 'button',
    id: 'sign-up',
    onclick: async () => {
      const userId = `new-${newId().slice(0, 8)}`;
      try {
        await track.signIn(userId);
        become(() => shopper.signIn(userId));
      } catch (error) {
        notify(`That did not work. ${error.message}`);
      }
    },
  }, 'Sign up, and keep what you did');
}

function become(change) {
  change();
  dialog.close();
  location.hash = '#/';
  scrollTo(0, 0);
}

function finder(people) {
  let last = '';
  return h('input.finder', {
    type: 'search', inputmode: 'numeric', placeholder: 'Find a shopper by number', 'aria-label': 'Find a shopper by number', maxlength: 60,
    oninput: (event) => {
      last = event.target.value.trim();
      const asked = last;
      setTimeout(() => asked === last && listPeople(people, asked), 150);
    },
  });
}

async function listPeople(people, prefix) {
  try {
    const { users } = await api.users({ limit: LISTED, prefix });
    const known = users.filter((user) => !user.user_id.startsWith('anonymous:'));
    people.replaceChildren(...known.map((user) => h('li', {},
      h('button.person', { type: 'button', 'data-user': user.user_id, 'aria-pressed': String(user.user_id === shopper.userId()), onclick: () => become(() => shopper.become(user.user_id)) },
        avatar(user.user_id),
        h('span', {}, h('b', {}, `Shopper ${user.user_id}`),
          h('span.muted', {}, `${counted(user.events, 'event')}, last seen ${date(user.last_seen)}`))))));
    if (known.length === 0) {
      people.replaceChildren(h('li.muted', {}, prefix ? `No shopper's number begins with ${prefix}.` : 'No known shoppers yet: their history is still being read.'));
    }
  } catch (error) {
    people.replaceChildren(h('li.muted', {}, error.message));
  }
}

async function showProfile(section) {
  const heading = h('div.profile-head', {}, avatar(shopper.visitor(), 52), h('h3', {}, shopper.label()));
  section.replaceChildren(heading, h('p.muted', {}, 'Looking …'));
  try {
    section.replaceChildren(heading, ...facts(await api.user(shopper.visitor())));
  } catch (error) {
    const unknown = error instanceof ApiError && error.status === 404;
    section.replaceChildren(heading, h('p.muted', {}, unknown ? 'Nothing known yet. Every click changes that.' : error.message));
  }
}

function facts(user) {
  if (!user.known) {
    return [h('p.muted', {}, 'Nothing known yet. Every click changes that.')];
  }
  const liked = Object.entries(user.affinities ?? {}).filter(([, weight]) => weight > 0).sort((a, b) => b[1] - a[1]).slice(0, 5);
  const most = liked[0]?.[1] ?? 1;
  const recent = [...new Map((user.recent ?? []).map((one) => [one.item_id, one])).values()].slice(0, 6);
  return [
    h('p.muted', {}, `${counted(user.events, 'event')} since ${date(user.first_seen)}, ${counted((user.bought ?? []).length, 'item')} bought`
      + `${user.has_vector ? '' : ', no vector yet'}`),
    liked.length ? h('h4', {}, 'Favourite categories') : null,
    liked.length ? h('ul.affinities', {}, liked.map(([name, weight]) => h('li', {}, h('span', {}, name), bar(weight / most)))) : null,
    recent.length ? h('h4', {}, 'Lately') : null,
    recent.length ? h('ul.lately', {}, recent.map((one) => h('li', {},
      h('a', { href: `#/item/${encodeURIComponent(one.item_id)}`, title: `${one.title ?? one.item_id} (${one.event.replaceAll('_', ' ')})`, onclick: () => dialog.close() },
        picture({ item_id: one.item_id, title: one.title ?? '', categories: [] }))))) : null,
  ].filter(Boolean);
}

function bar(share) {
  const filled = h('span.bar', {}, h('i', {}));
  filled.firstChild.style.width = `${Math.round(share * 100)}%`;
  return filled;
}

/** A limpet shell in a colour of its own. */
function avatar(key, size = 38) {
  let hue = 0;
  for (const letter of key) {
    hue = (hue * 31 + letter.codePointAt(0)) % 360;
  }
  const holder = h('span.avatar', { 'aria-hidden': 'true' });
  holder.innerHTML = `<svg width="${size}" height="${size}" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" fill="hsl(${hue} 42% 86%)"/><path d="M6 29C11 14 17 9 20 9s9 5 14 20Q20 34 6 29z" fill="hsl(${hue} 40% 52%)"/><path d="M20 9v22M20 9 12 30M20 9l8 21" stroke="hsl(${hue} 42% 38%)" stroke-width="1.6" fill="none"/></svg>`;
  return holder;
}
