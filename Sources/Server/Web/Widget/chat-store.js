/** Keeps token and session over a page load; where the browser stores nothing, as long as the page is open. */
export const createStore = (key) => {
  let memory = {};
  return {
    key,
    read() {
      try {
        return JSON.parse(localStorage.getItem(key)) || memory;
      } catch {
        return memory;
      }
    },
    update(change) {
      memory = { ...this.read(), ...change };
      try {
        localStorage.setItem(key, JSON.stringify(memory));
      } catch { /* The browser refuses to store. */ }
    },
  };
};
