/**
 * The chat widget: `<script src="https://HOST/widget.js" data-widget="ID" defer></script>`.
 *
 * This file is all that a page loads: a launcher in a shadow tree. The conversation itself, `assets/chat.js`, is loaded
 * when a customer opens it. Options of the tag: `data-theme` (light or dark, else as the system), `data-user` and
 * `data-user-signature` for a customer who is signed in. A page sets the colours with the custom properties
 * `--kefu-accent` and `--kefu-on-accent`.
 */
(() => {
  'use strict';
  const script = document.currentScript;
  const TEXTS = {
    zh: { open: '打开客服对话', failed: '客服对话没有加载成功，请检查网络后再点一次' },
    en: { open: 'Open chat', failed: 'The chat did not load. Check your connection and click again' },
  };
  const STYLE = `
:host {
  all: initial; color-scheme: light;
  --accent: var(--kefu-accent, #0f6b5f); --on-accent: var(--kefu-on-accent, #fff);
  --surface: #fff; --raised: #f3f5f4; --text: #1c2422; --soft: #59645f; --line: #dfe4e1; --alarm: #a3341f;
  --shadow: 0 12px 40px rgb(16 32 28 / 18%), 0 2px 8px rgb(16 32 28 / 10%);
  --font: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
:host([theme=dark]) {
  color-scheme: dark;
  --accent: var(--kefu-accent, #5cc7b2); --on-accent: var(--kefu-on-accent, #06231d);
  --surface: #171c1b; --raised: #232a28; --text: #e8edeb; --soft: #9eaaa5; --line: #35403c; --alarm: #f0a08e;
  --shadow: 0 12px 40px rgb(0 0 0 / 55%);
}
.launcher {
  position: fixed; z-index: 2147483000; right: max(20px, env(safe-area-inset-right));
  bottom: max(20px, env(safe-area-inset-bottom)); width: 56px; height: 56px; padding: 0; display: grid;
  place-items: center; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent);
  box-shadow: var(--shadow); cursor: pointer; transition: transform .15s;
}
.launcher[hidden] { display: none; }
.launcher:hover { transform: translateY(-2px); }
.launcher:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.launcher svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 1.8; }
.launcher.loading svg { animation: breathe 1s ease-in-out infinite; }
.launcher.unread::after, .launcher.failed::after {
  content: ""; position: absolute; top: 2px; right: 2px; width: 13px; height: 13px; border-radius: 50%;
  background: #d8452c; border: 2px solid var(--surface);
}
@keyframes breathe { 50% { opacity: .35; } }
@media (prefers-reduced-motion: reduce) { .launcher, .launcher svg { animation: none !important; transition: none; } }
@media (forced-colors: active) { .launcher { border: 2px solid; } }
`;
  /** The language of the page, else the first of the browser's that the widget speaks. */
  const language = [document.documentElement.lang, ...navigator.languages]
    .map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => TEXTS[tag]) || 'en';
  const options = { ...script.dataset };
  // A customer who signs in does not see the conversation of the one before, nor the other way round.
  const key = ['kefu', options.widget, options.user].filter(Boolean).join(':');
  const make = (tag, namespace) => document.createElementNS(namespace || 'http://www.w3.org/1999/xhtml', tag);

  /** Sets up the launcher. */
  const begin = () => {
    if (document.querySelector('[data-kefu]')) return;
    const host = make('div'), root = host.attachShadow({ mode: 'open' });
    host.dataset.kefu = '';
    host.lang = language === 'zh' ? 'zh-CN' : 'en';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];

    const launcher = make('button'), svg = make('svg', 'http://www.w3.org/2000/svg');
    const path = make('path', 'http://www.w3.org/2000/svg');
    launcher.type = 'button';
    launcher.className = 'launcher';
    launcher.ariaLabel = launcher.title = TEXTS[language].open;
    launcher.setAttribute('aria-haspopup', 'dialog');
    svg.setAttribute('viewBox', '0 0 24 24');
    path.setAttribute('d', 'M4 5h16v11H9l-5 4z');
    svg.append(path);
    launcher.append(svg);

    const dark = matchMedia('(prefers-color-scheme: dark)');
    const paint = () => host.setAttribute('theme', options.theme || (dark.matches ? 'dark' : 'light'));
    dark.addEventListener('change', paint);
    paint();
    root.append(launcher);
    document.body.append(host);

    /** Whether the panel is open, for the next page in this tab. */
    const openKey = `${key}:open`;
    const remember = (isOpen) => {
      try {
        sessionStorage.setItem(openKey, isOpen ? '1' : '');
      } catch { /* The browser stores nothing. */ }
    };
    const remembered = () => {
      try {
        return sessionStorage.getItem(openKey);
      } catch {
        return null;
      }
    };

    let panel = null;
    const open = async (focuses) => {
      launcher.classList.add('loading');
      launcher.classList.remove('failed');
      try {
        const { startChat } = await import(new URL('assets/chat.js', script.src));
        panel ||= startChat({ root, launcher, language, options, key, remember });
        panel.open(focuses);
      } catch {
        launcher.classList.add('failed');
        launcher.ariaLabel = launcher.title = TEXTS[language].failed;
      }
      launcher.classList.remove('loading');
    };
    launcher.addEventListener('click', () => open(true));
    if (remembered()) open(false);
  };

  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
})();
