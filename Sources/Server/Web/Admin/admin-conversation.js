import { el } from './elements.js';
import { link, markdownView, safeAddress } from './markdown.js';

/** Shows one conversation, and for each answer why it came about. */
export const showConversation = async ({ api, texts, format }, id) => {
  const session = await api.get(`sessions/${id}`);

  const passage = (found) =>
    el(
      'li',
      null,
      el(
        'p',
        { class: 'place' },
        found.number ? el('b', null, `[${found.number}] `) : null,
        found.heading || found.title,
        ' ',
        el('code', null, found.lines ? `${found.path}:${found.lines[0]}` : found.path),
        found.url && safeAddress(found.url) ? [' ', link(found.url, '↗')] : null,
      ),
      el(
        'p',
        { class: 'scores' },
        `${texts.similarity} ${format.number(found.score)}`,
        found.rank_score != null && ` · ${texts.rank} ${format.number(found.rank_score)}`,
      ),
      el(
        'details',
        null,
        el('summary', null, found.passage.slice(0, 60)),
        el('p', { class: 'passage' }, found.passage),
      ),
    );
  const passages = (title, found) =>
    found.length > 0 &&
    [el('h3', null, `${title} (${found.length})`), el('ol', { class: 'passages' }, found.map(passage))];

  const timings = (found) => {
    const longest = Math.max(...found.map((timing) => timing.milliseconds));
    return [
      el('h3', null, texts.timings),
      el(
        'ul',
        { class: 'timings' },
        found.map(({ step, milliseconds }) =>
          el(
            'li',
            null,
            el('span', null, texts.timingSteps[step] || step),
            el('meter', { min: 0, max: longest, value: milliseconds, 'aria-hidden': 'true' }),
            el('span', null, format.milliseconds(milliseconds)),
          )
        ),
      ),
    ];
  };

  const why = (turn) =>
    el(
      'details',
      { class: 'why' },
      el('summary', null, texts.why),
      turn.evidence
        ? format.facts([
          [texts.confidence, format.maybe(turn.evidence.confidence, format.percent)],
          [texts.topScore, format.maybe(turn.evidence.topScore, format.number)],
          [texts.coverage, format.maybe(turn.evidence.coverage, format.percent)],
          [texts.asked, turn.standalone_question],
          [texts.model, turn.model],
          [texts.usage, turn.usage && texts.tokens(turn.usage.input, turn.usage.output)],
          [texts.cost, format.maybe(turn.cost, format.cost)],
        ])
        : el('p', { class: 'hint' }, texts.noSearch),
      turn.findings.length > 0 && [
        el('h3', null, texts.findings),
        el(
          'ul',
          null,
          turn.findings.map((finding) => el('li', null, finding)),
        ),
      ],
      turn.timings.length > 0 && timings(turn.timings),
      passages(texts.sources, turn.sources),
      passages(texts.passages, turn.passages),
    );

  const turnNode = (turn) => {
    const answer = el('div', { class: 'answer' });
    markdownView(answer)(turn.answer, () => null);
    return el(
      'article',
      { class: 'turn', 'aria-label': `${turn.number}` },
      el('h2', { class: 'question' }, turn.question),
      answer,
      el(
        'p',
        { class: 'meta' },
        format.decision(turn.decision),
        turn.reason && el('span', null, texts.reasons[turn.reason] || turn.reason),
        turn.team && el('span', null, turn.team),
        el('time', null, format.time(turn.created)),
      ),
      turn.feedback.map(({ verdict, words }) =>
        el('p', { class: 'meta' }, format.verdict(verdict), words && el('q', null, words))
      ),
      why(turn),
    );
  };

  const { contact } = session;
  return [
    el('p', null, el('a', { href: '#conversations' }, `← ${texts.back}`)),
    el('h1', null, session.name || session.turns[0]?.question || session.id),
    format.facts([[texts.owner, session.owner], [texts.started, format.time(session.created)], [
      texts.contact,
      contact && [contact.contact, contact.name, contact.words].filter(Boolean).join(' · '),
    ]]),
    contact && el('p', { class: 'hint' }, `${texts.contact}: ${texts.contactNote}`),
    ...session.turns.map(turnNode),
  ].filter(Boolean);
};
