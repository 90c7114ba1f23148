import { el } from './elements.js';

/** Shows the index, the models and the service, and refreshes the index. */
export const showKnowledge = async ({ api, texts, format, signal }) => {
  const page = el('div', { class: 'knowledge' }), progress = el('div', { role: 'status' });
  const button = el('button', { type: 'button', class: 'strong', onclick: () => refresh() }, texts.refresh);
  const tile = (name, value) => el('div', { class: 'tile' }, el('p', null, name), el('p', { class: 'value' }, value));

  const showProgress = ({ state, step, done, total, message }) => {
    const steps = [
      texts.refreshing,
      texts.steps[step] || step,
      done != null && total != null && texts.of(done, total),
    ]
      .filter(Boolean).join(' · ');
    progress.replaceChildren(
      ...{
        running: () => [
          el('p', null, steps),
          el(
            'progress',
            total ? { max: total, value: done, 'aria-label': texts.refreshing } : { 'aria-label': texts.refreshing },
          ),
        ],
        failed: () => [el('p', { class: 'alarm' }, [texts.refreshFailed, message].filter(Boolean).join(': '))],
        done: () => [el('p', { class: 'done' }, texts.refreshDone)],
      }[state]?.() || [],
    );
    button.disabled = state === 'running';
  };

  const show = (status) => {
    const { index, refresh: { report } } = status;
    showProgress(status.refresh);
    page.replaceChildren(
      ...[
        status.index_problem && el('p', { class: 'alarm', role: 'alert' }, status.index_problem),
        index
          ? el(
            'div',
            { class: 'tiles' },
            tile(texts.documents, format.number(index.documents)),
            tile(texts.chunks, format.number(index.chunks)),
            tile(texts.generation, format.number(index.generation)),
            tile(texts.lastRefresh, index.last_refresh ? format.time(index.last_refresh) : '–'),
          )
          : el('p', { class: 'hint' }, texts.noIndex),
        report &&
        [
          el('h2', null, texts.lastReport),
          el('p', null, texts.report({ ...report, seconds: format.number(report.seconds) })),
          report.failures.length > 0 && [
            el('h3', null, `${texts.failures} (${report.failures.length})`),
            el(
              'ul',
              { class: 'failures' },
              report.failures.map(({ path, message }) => el('li', null, el('code', null, path), ' ', message)),
            ),
          ],
        ],
        el('h2', null, texts.models),
        el(
          'ul',
          { class: 'rows' },
          status.models.map((model) =>
            el(
              'li',
              { class: 'model' },
              el('span', { class: 'title' }, `${texts[model.role] || model.role}: ${model.name}`),
              el(
                'span',
                { class: 'meta' },
                el(
                  'span',
                  { class: `badge ${model.state === 'ready' ? 'good' : ''}` },
                  texts.states[model.state] || model.state,
                ),
                el('span', null, [model.provider, model.address].filter(Boolean).join(' · ')),
              ),
            )
          ),
        ),
        el('h2', null, texts.service),
        format.facts([
          [texts.version, status.version],
          [texts.runningSince, format.time(status.started)],
          [texts.address, status.address],
          [texts.streams, format.number(status.active_streams)],
          [texts.queue, format.number(status.queue_length)],
          [texts.aiLabel, status.ai_label ? texts.on : texts.off],
          [texts.webhook, status.webhook ? texts.on : texts.off],
        ]),
      ].flat(3).filter(Boolean),
    );
  };

  /** Follows a refresh until it ends or the view is left. */
  const follow = async (state) => {
    while (state === 'running' && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (signal.aborted) return;
      const status = await api.get('status');
      show(status);
      state = status.refresh.state;
    }
  };
  const refresh = async () => {
    try {
      const started = await api.post('refresh');
      showProgress(started);
      await follow(started.state);
    } catch (error) {
      progress.replaceChildren(el('p', { class: 'alarm' }, error.message || texts.unreachable));
      button.disabled = false;
    }
  };

  const status = await api.get('status');
  show(status);
  follow(status.refresh.state).catch(() => {
    button.disabled = false;
  });
  return [el('div', { class: 'heading' }, el('h1', null, texts.knowledge), button), progress, page];
};
