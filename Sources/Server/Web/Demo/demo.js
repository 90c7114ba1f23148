/** Sets the language of the demo page before it is drawn: `?lang=` in the address, else the browser's. */
(() => {
  'use strict';
  const wanted = new URLSearchParams(location.search).get('lang') || navigator.language;
  const isChinese = wanted.toLowerCase().startsWith('zh');
  document.documentElement.lang = isChinese ? 'zh-CN' : 'en';
  document.title = isChinese ? '沃岚 – 让家里的事简单一点' : 'Orvela – home, made simpler';
})();
