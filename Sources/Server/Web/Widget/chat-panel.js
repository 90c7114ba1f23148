import { STYLE } from './chat-style.js';
import { el, icon, iconButton } from './elements.js';

/** The panel around the conversation: header, messages, composer. `frame` is what `widget.js` set up on the page. */
export const createPanel = (texts, language, frame, actions) => {
  const { root, launcher } = frame;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets.push(sheet);

  const title = el('h2', { id: 'title' }, texts.fallbackTitle), subtitle = el('p', null, texts.subtitle);
  const confirm = el(
    'div',
    { class: 'confirm', role: 'group', hidden: true },
    el('p', null, texts.eraseQuestion),
    el('button', {
      type: 'button',
      class: 'choice strong',
      onclick: () => {
        ask(false);
        actions.erase();
      },
    }, texts.eraseYes),
    el('button', { type: 'button', class: 'choice', onclick: () => ask(false) }, texts.cancel),
  );
  const eraser = iconButton('erase', texts.erase, { onclick: () => ask(confirm.hidden) });
  const log = el('div', { class: 'log', role: 'log', 'aria-live': 'off', 'aria-label': texts.messages, tabindex: 0 });
  const input = el('textarea', {
    rows: 1,
    'aria-label': texts.placeholder,
    placeholder: texts.placeholder,
    enterkeyhint: 'send',
    autocomplete: 'off',
  });
  const submit = iconButton('send', texts.send, { type: 'submit' });
  const left = el('span'),
    notice = el('p', { class: 'notice' }, left),
    heard = el('div', { class: 'heard', role: 'status' });
  const composer = el('form', { class: 'composer' }, input, submit);
  const panel = el(
    'section',
    { class: 'panel', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'title', hidden: true },
    el(
      'div',
      { class: 'head' },
      el('div', null, title, subtitle),
      eraser,
      iconButton('close', texts.close, { onclick: () => close() }),
    ),
    confirm,
    log,
    composer,
    notice,
    heard,
  );
  root.append(panel);

  let busy = false, sticks = true;
  /** Asks whether the conversation is to be erased, or takes the question back. */
  const ask = (shown) => {
    confirm.hidden = !shown;
    (shown ? confirm.querySelector('button') : eraser).focus();
  };
  const open = (focuses = true) => {
    panel.hidden = false;
    launcher.hidden = true;
    launcher.classList.remove('unread');
    launcher.setAttribute('aria-label', texts.open);
    fit();
    view.grown();
    if (focuses) input.focus();
    actions.opened();
  };
  const close = () => {
    panel.hidden = true;
    launcher.hidden = false;
    launcher.focus();
    actions.closed();
  };
  /** Keeps a full-screen panel inside the part of the screen that the keyboard of a phone leaves. */
  const fit = () => {
    const { height, offsetTop } = visualViewport;
    panel.style.setProperty('--height', `${height}px`);
    panel.style.setProperty('--top', `${offsetTop}px`);
    view.grown();
  };
  const grow = () => {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight + 2}px`;
    const rest = input.maxLength - input.value.length;
    left.textContent = input.maxLength > 0 && rest < 200 ? texts.left(rest) : '';
    submit.disabled = !busy && !input.value.trim();
  };
  const send = () => {
    const question = input.value.trim();
    if (busy || !question) return;
    input.value = '';
    grow();
    actions.ask(question);
  };

  input.addEventListener('input', grow);
  input.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a candidate. Safari reports that key after the end as 229.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  composer.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy) actions.stop();
    else send();
  });
  log.addEventListener('scroll', () => {
    sticks = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  });
  panel.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (confirm.hidden) close();
      else ask(false);
    } else if (event.key === 'Tab') {
      const stops = [...panel.querySelectorAll('button, a, input, textarea, [tabindex]')].filter((stop) =>
        !stop.disabled && stop.offsetParent
      );
      const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
      if (root.activeElement !== from) return;
      event.preventDefault();
      to.focus();
    }
  });
  visualViewport.addEventListener('resize', fit);
  visualViewport.addEventListener('scroll', fit);
  const view = {
    open,
    /** Follows the growing text, unless the customer scrolled up to read. */
    grown() {
      if (sticks) log.scrollTop = log.scrollHeight;
    },
    /** Names the company and its rules, once the server told them. */
    describe(settings) {
      title.textContent = settings.title?.[language] || texts.fallbackTitle;
      input.maxLength = settings.maximum_characters;
      notice.replaceChildren(left, settings.ai_label ? texts.aiNotice : '');
      subtitle.hidden = !settings.ai_label;
    },
    add(...nodes) {
      sticks = true;
      log.append(...nodes);
      view.grown();
    },
    /** Puts a question back that could not be asked. */
    fill(question) {
      input.value ||= question;
      grow();
    },
    clear() {
      log.replaceChildren();
    },
    /** Ends the choices of earlier answers. */
    retire() {
      for (const button of log.querySelectorAll('.options button')) button.disabled = true;
    },
    /** Tells a screen reader. */
    say(text) {
      heard.textContent = text;
    },
    /** Marks the launcher where the panel is closed. */
    notify() {
      if (!panel.hidden) return;
      launcher.classList.add('unread');
      launcher.setAttribute('aria-label', texts.unread);
    },
    set busy(value) {
      busy = value;
      submit.replaceChildren(icon(busy ? 'stop' : 'send'));
      for (const name of ['aria-label', 'title']) submit.setAttribute(name, busy ? texts.stop : texts.send);
      log.setAttribute('aria-busy', busy);
      grow();
    },
  };
  grow();
  return view;
};
