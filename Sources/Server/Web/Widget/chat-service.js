import { eventsOf } from './chat-stream.js';

/**
 * A failed request. `kind` is offline, broken (the stream ended early), refused (another try may help after `wait`
 * seconds), or failed.
 */
export class ServiceError extends Error {
  constructor(kind, { message = '', status = 0, code = null, wait = null } = {}) {
    super(message);
    Object.assign(this, { kind, status, code, wait });
  }
}

/** Makes the requests of one widget; gets and renews the token by itself. */
export const createService = ({ base, widget, user, language, store }) => {
  const send = async (path, { method = 'POST', body, token, signal }) => {
    const headers = { 'Accept-Language': language };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers['Content-Type'] = 'application/json';
    let response;
    try {
      response = await fetch(new URL(path, base), {
        method,
        headers,
        signal,
        credentials: 'omit',
        body: body && JSON.stringify(body),
      });
    } catch (error) {
      throw error.name === 'AbortError' ? error : new ServiceError('offline');
    }
    if (response.ok) return response;
    const { message, code } = (await response.json().catch(() => null))?.error || {};
    const seconds = Number(response.headers.get('Retry-After') ?? NaN), { status } = response;
    throw new ServiceError([429, 503].includes(status) ? 'refused' : 'failed', {
      message,
      code,
      status,
      wait: seconds >= 0 ? Math.ceil(seconds) : null,
    });
  };

  /** Until when the token is used whatever this device's clock says, which may be wrong; by `performance.now()`. */
  let trustedUntil = 0;
  /** Returns the settings of the widget, with a token that is good for another minute at least. */
  const settings = async (signal, renew = false) => {
    const { token, settings: known } = store.read();
    const isGood = known?.expires_at > Date.now() / 1000 + 60 || performance.now() < trustedUntil;
    if (known && isGood && !renew) return known;
    const reply = await send('widget/token', { body: { widget, renew: token ?? null, user }, signal });
    const fresh = await reply.json();
    trustedUntil = performance.now() + 600_000;
    store.update({ token: fresh.token, settings: { ...fresh, token: undefined } });
    return fresh;
  };
  const request = async (path, options = {}) => {
    await settings(options.signal);
    try {
      return await send(path, { ...options, token: store.read().token });
    } catch (error) {
      if (error.status !== 401) throw error;
      await settings(options.signal, true);
      return send(path, { ...options, token: store.read().token });
    }
  };
  const session = (id, rest = '') => `v1/sessions/${encodeURIComponent(id)}${rest}`;

  return {
    settings,
    /** Yields the chunks of an answer; throws where they end early. */
    async *ask(messages, id, controller) {
      const body = { model: 'kefu', stream: true, session_id: id, messages };
      const response = await request('v1/chat/completions', { body, signal: controller.signal });
      // The server sends a sign of life every 10 seconds.
      let alarm;
      const heard = () => {
        clearTimeout(alarm);
        alarm = setTimeout(() => controller.abort('silent'), 40_000);
      };
      heard();
      let complete = false;
      try {
        for await (const data of eventsOf(response.body, heard)) {
          if (data === '[DONE]') return;
          const chunk = JSON.parse(data);
          if (chunk.error) throw new ServiceError('broken', { message: chunk.error.message });
          complete ||= chunk.choices?.[0]?.finish_reason != null;
          yield chunk;
        }
      } catch (error) {
        if (
          error instanceof ServiceError ||
          (controller.signal.aborted && controller.signal.reason !== 'silent')
        ) {
          throw error;
        }
        if (!complete) throw new ServiceError('broken');
      } finally {
        clearTimeout(alarm);
      }
      if (!complete) throw new ServiceError('broken');
    },
    history: async (id) => (await request(session(id), { method: 'GET' })).json(),
    erase: (id) => request(session(id), { method: 'DELETE' }),
    feedback: (id, turn, verdict, words) =>
      request(session(id, `/turns/${turn}/feedback`), { body: { verdict, words } }),
    contact: async (id, body) => (await request(session(id, '/contact'), { body })).json(),
  };
};
