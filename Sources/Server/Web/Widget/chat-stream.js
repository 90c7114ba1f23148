/** Longest event that is read, in characters. */
const LONGEST_EVENT = 2_000_000;
/**
 * Reads a `text/event-stream` and yields the data of each event as text. Comments, other fields, and characters or
 * lines that are split between two reads are handled. `heard` is called at every sign of life.
 */
export async function* eventsOf(body, heard) {
  const reader = body.getReader(), decoder = new TextDecoder();
  let rest = '', data = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        if (line === '') {
          if (data.length) yield data.join('\n');
          data = [];
        } else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      }
      if (rest.length > LONGEST_EVENT) throw new Error('event too long');
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
