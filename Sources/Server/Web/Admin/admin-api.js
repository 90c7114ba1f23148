/** A failed request; `status` is 0 where the service cannot be reached. */
export class APIError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Makes the requests of the admin page with a key that only this closure holds. */
export const createAPI = (key, language) => {
  const base = new URL('../admin/', import.meta.url);
  const request = async (method, path, query, body) => {
    const address = new URL(path, base);
    for (const [name, value] of Object.entries(query || {})) {
      if (value != null && value !== '') address.searchParams.set(name, value);
    }
    const headers = { Authorization: `Bearer ${key}`, 'Accept-Language': language };
    if (body) headers['Content-Type'] = 'application/json';
    const response = await fetch(address, {
      method,
      headers,
      body: body && JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
    })
      .catch(() => {
        throw new APIError(0, '');
      });
    const reply = await response.json().catch(() => null);
    if (!response.ok) throw new APIError(response.status, reply?.error?.message || String(response.status));
    return reply;
  };
  return {
    get: (path, query) => request('GET', path, query),
    post: (path, body) => request('POST', path, null, body),
  };
};
