import { createAnswer } from './chat-answer.js';
import { createPanel } from './chat-panel.js';
import { createService } from './chat-service.js';
import { createStore } from './chat-store.js';
import { TEXTS } from './chat-texts.js';
import { el } from './elements.js';

/** Longest pause before another try that happens by itself, in seconds. */
const LONGEST_WAIT = 60;

/** Runs the conversation: asks, stops, tries again, and keeps it over a reload and between tabs. Returns its panel. */
export const startChat = (frame) => {
  const { language, options, key } = frame, { widget, user, userSignature } = options;
  const texts = TEXTS[language], store = createStore(key);
  const service = createService({
    base: new URL('..', import.meta.url),
    widget,
    language,
    store,
    user: user ? { id: user, signature: userSignature } : null,
  });
  let controller = null, settings = null, ready = null, earlier = [];

  const bubble = (question) =>
    el('div', { class: 'turn question', 'aria-label': texts.you, role: 'article' }, question);
  const said = (...nodes) => el('article', { class: 'turn', 'aria-label': texts.assistant }, ...nodes);
  const note = (text) => panel.add(el('p', { class: 'note' }, text));
  const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** Adds to the facts of an answer what its view needs to act. */
  const withActions = (kefu, session) => ({
    ...kefu,
    feedback: settings.feedback && session && kefu.turn && !['asked-back', 'small-talk'].includes(kefu.decision)
      ? (verdict, words) => service.feedback(session, kefu.turn, verdict, words)
      : null,
    contact: (body) => service.contact(session, body),
    choose: (option) => ask(option),
    isAI: kefu.ai_generated,
  });

  /** Shows the greeting and the earlier turns; returns whether questions can be asked. */
  const load = async () => {
    panel.clear();
    try {
      settings = await service.settings();
    } catch (error) {
      ready = null;
      panel.add(
        said(
          el('p', { class: 'alarm' }, error.message || texts.offline),
          el(
            'div',
            { class: 'options' },
            el('button', { type: 'button', class: 'choice', onclick: prepare }, texts.retry),
          ),
        ),
      );
      return false;
    }
    panel.describe(settings);
    panel.add(said(el('p', null, texts.greeting(settings.title?.[language] || ''))));
    const { session } = store.read();
    try {
      const { turns } = session ? await service.history(session) : { turns: [] };
      for (const turn of turns) {
        const view = createAnswer(texts, panel.grown), isAI = settings.ai_label && turn.decision === 'answered';
        panel.retire();
        panel.add(bubble(turn.question), view.node);
        view.finish(turn.answer, withActions({ ...turn, turn: turn.number, ai_generated: isAI }, session));
      }
    } catch (error) {
      if (error.status === 404) store.update({ session: null });
      else note(texts.historyFailed);
    }
    return true;
  };
  const prepare = () => ready ||= load();

  const ask = async (question) => {
    if (controller || !await prepare() || controller) return panel.fill(question);
    panel.retire();
    panel.add(bubble(question));
    await answer(question);
  };

  /** Asks the server and shows its answer below what is there. */
  const answer = async (question, attempt = 1) => {
    const view = createAnswer(texts, panel.grown), started = controller = new AbortController();
    const again = () => {
      view.node.remove();
      answer(question);
    };
    panel.busy = true;
    panel.add(view.node);
    panel.say(texts.working);
    let text = '', facts = {};
    try {
      const { session = null } = store.read();
      const messages = [...(session ? [] : earlier), { role: 'user', content: question }];
      for await (const { choices: [{ delta }] = [{}], kefu } of service.ask(messages, session, started)) {
        const added = delta?.content || '';
        // The text from here on is void; its correction begins in this chunk.
        if (kefu?.replaced_from != null && added) text = [...text].slice(0, kefu.replaced_from).join('');
        if (kefu?.quote) view.quote(kefu.quote);
        facts = { ...facts, ...kefu };
        if (added) view.show(text += added);
      }
      const isStored = facts.session_id != null;
      earlier = isStored ? [] : [...messages, { role: 'assistant', content: text }];
      store.update({ session: facts.session_id ?? null, touched: Date.now() });
      view.finish(text, withActions(facts, facts.session_id));
      panel.say(text);
      panel.notify();
    } catch (error) {
      await fail(error, { view, again, question, attempt, started, text });
    } finally {
      if (controller === started) {
        controller = null;
        panel.busy = false;
      }
    }
  };

  /** Says why there is no answer, and what can be done. */
  const fail = async (error, { view, again, question, attempt, started, text }) => {
    const end = (words, label = texts.retry) => {
      view.end(words, [[label, again]]);
      panel.say(words);
    };
    if (started.signal.aborted && started.signal.reason !== 'silent') return end(texts.stopped, texts.again);
    const { kind, code, wait, message } = error;
    if (code === 'unknown_session' && attempt === 1) {
      store.update({ session: null });
      view.node.remove();
      note(texts.expired);
      return answer(question, 2);
    }
    if (code === 'session_busy') return end(texts.elsewhere);
    if (kind === 'refused' && wait != null && wait <= LONGEST_WAIT && attempt <= 3) {
      const words = view.end('', [[texts.stop, () => started.abort()]]);
      panel.say(texts.busy(wait));
      for (let left = wait; left > 0 && !started.signal.aborted; left -= 1) {
        words.textContent = texts.busy(left);
        await rest(1000);
      }
      if (started.signal.aborted) return end(texts.stopped, texts.again);
      view.node.remove();
      return answer(question, attempt + 1);
    }
    if (kind === 'refused' && wait != null) {
      return end(
        texts.busyUntil(
          new Date(Date.now() + wait * 1000).toLocaleTimeString(language, {
            hour: '2-digit',
            minute: '2-digit',
          }),
        ),
      );
    }
    const person = settings.contact?.[language], isOffline = kind === 'offline';
    end(
      isOffline
        ? texts.offline
        : kind === 'broken' && text
        ? texts.broken
        : [(error.status < 500 && message) || texts.failed, person && texts.person(person)].filter(Boolean)
          .join(language === 'zh' ? '' : ' '),
    );
  };
  const panel = createPanel(texts, language, frame, {
    ask,
    stop: () => controller?.abort(),
    opened: () => {
      frame.remember(true);
      prepare();
    },
    closed: () => frame.remember(false),
    erase: async () => {
      controller?.abort();
      const { session } = store.read();
      try {
        if (session) await service.erase(session);
      } catch (error) {
        if (error.status !== 404) return note(error.message || texts.offline);
      }
      earlier = [];
      store.update({ session: null, touched: Date.now() });
      await (ready = load());
      note(texts.erased);
      panel.say(texts.erased);
    },
  });

  // Another tab asked, or erased the conversation.
  const touched = (value) => JSON.parse(value || '{}').touched;
  addEventListener('storage', (event) => {
    if (event.key === store.key && ready && !controller && touched(event.newValue) !== touched(event.oldValue)) {
      ready = load();
    }
  });
  return panel;
};
