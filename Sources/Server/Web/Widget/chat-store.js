/** Keeps what must outlive a page load: token and session. Where the browser stores nothing, it lasts as long as the page. */
export const createStore = key => {
  let memory = {};
  return {
    key,
    read() {
      try { return JSON.parse(localStorage.getItem(key)) || memory; } catch { return memory; }
    },
    update(change) {
      memory = { ...this.read(), ...change };
      try { localStorage.setItem(key, JSON.stringify(memory)); } catch { /* The browser refuses to store. */ }
    },
  };
};
