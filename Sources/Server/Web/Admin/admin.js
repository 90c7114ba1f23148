import { APIError, createAPI } from './admin-api.js';
import { showConversation } from './admin-conversation.js';
import { showConversations } from './admin-conversations.js';
import { showFigures } from './admin-figures.js';
import { createFormat } from './admin-format.js';
import { showKnowledge } from './admin-knowledge.js';
import { TEXTS } from './admin-texts.js';
import { showTopics } from './admin-topics.js';
import { showUnanswered } from './admin-unanswered.js';
import { el } from './elements.js';

const VIEWS = {
  figures: showFigures,
  conversations: showConversations,
  unanswered: showUnanswered,
  topics: showTopics,
  knowledge: showKnowledge,
};
let language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
let texts = TEXTS[language];
/** The key, and the part of the page that is shown now; a view that was left is told by its signal. */
let key = null, shown = new AbortController();

const speak = (next) => {
  language = next;
  texts = TEXTS[language];
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = `${texts.title} – kefu`;
};
const switchLanguage = () => {
  speak(language === 'zh' ? 'en' : 'zh');
  draw();
};
const languageButton = () =>
  el(
    'button',
    { type: 'button', class: 'quiet', lang: language === 'zh' ? 'en' : 'zh-CN', onclick: switchLanguage },
    texts.otherLanguage,
  );

/** Asks for the key and tries it. */
const askKey = (message = '') => {
  const field = el('input', {
    type: 'password',
    autocomplete: 'off',
    spellcheck: 'false',
    id: 'key',
    'aria-describedby': 'key-hint',
  });
  const note = el('p', { class: 'alarm', role: 'alert' }, message);
  const enter = async (event) => {
    event.preventDefault();
    if (!field.value.trim()) return field.focus();
    try {
      await createAPI(field.value.trim(), language).get('status');
      key = field.value.trim();
      draw();
    } catch (error) {
      note.textContent = [401, 403].includes(error.status) ? texts.keyWrong : error.message || texts.unreachable;
      field.select();
    }
  };
  document.body.replaceChildren(
    el(
      'main',
      { class: 'door' },
      el(
        'form',
        { class: 'card', onsubmit: enter },
        el('p', { class: 'brand' }, 'kefu'),
        el('h1', null, texts.keyTitle),
        el('label', { for: 'key' }, texts.keyLabel),
        field,
        el('button', { class: 'strong' }, texts.keyEnter),
        note,
        el('p', { class: 'hint', id: 'key-hint' }, texts.keyHint),
      ),
      languageButton(),
    ),
  );
  field.focus();
};

const lock = () => {
  key = null;
  shown.abort();
  askKey();
};

/** Draws the view that the address names: `#conversations` or `#conversations/ID`. */
const draw = async () => {
  shown.abort();
  if (!key) return askKey();
  const { signal } = shown = new AbortController();
  const [wanted, id] = location.hash.slice(1).split('/'), name = Object.hasOwn(VIEWS, wanted) ? wanted : 'figures';
  const main = el('main', { 'aria-busy': 'true' }, el('p', { class: 'hint' }, texts.loading));
  document.body.replaceChildren(
    el(
      'header',
      null,
      el('p', { class: 'brand' }, 'kefu', el('span', null, texts.title)),
      el(
        'nav',
        { 'aria-label': texts.title },
        Object.keys(VIEWS).map((view) =>
          el('a', { href: `#${view}`, 'aria-current': view === name ? 'page' : null }, texts[view])
        ),
      ),
      el(
        'div',
        { class: 'tools' },
        languageButton(),
        el('button', { type: 'button', class: 'quiet', onclick: lock }, texts.lock),
      ),
    ),
    main,
  );
  const context = { api: createAPI(key, language), texts, language, format: createFormat(language, texts), signal };
  try {
    const nodes = await (name === 'conversations' && id ? showConversation(context, id) : VIEWS[name](context));
    if (signal.aborted) return;
    main.replaceChildren(...nodes);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof APIError)) throw error;
    if (error.status === 401) return askKey(texts.keyWrong);
    main.replaceChildren(
      el('p', { class: 'alarm', role: 'alert' }, error.message || texts.unreachable),
      el('button', { type: 'button', onclick: draw }, texts.retry),
    );
  }
  main.removeAttribute('aria-busy');
};

addEventListener('hashchange', draw);
speak(language);
draw();
