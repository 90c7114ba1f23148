/** The look of the panel, in the colours that `widget.js` sets. */
export const STYLE = `
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button, input, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
svg {
  width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round;
  stroke-linejoin: round;
}
.panel { position: fixed; z-index: 2147483000; right: max(20px, env(safe-area-inset-right));
  bottom: max(20px, env(safe-area-inset-bottom)); font: 15px/1.6 var(--font); color: var(--text); }
.panel { display: flex; flex-direction: column; width: 392px; height: min(640px, calc(100vh - 40px)); overflow: hidden;
  background: var(--surface); border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow);
    animation: rise .18s ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
.head {
  display: flex; align-items: center; gap: 4px; padding: 12px 10px 12px 18px; border-bottom: 1px solid var(--line);
}
.head div { flex: 1; min-width: 0; }
h2 {
  margin: 0; font-size: 16px; line-height: 1.3; font-weight: 600; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap;
}
.head p, .notice { margin: 0; font-size: 12px; color: var(--soft); }
.icon {
  display: inline-grid; place-items: center; width: 36px; height: 36px; padding: 0; border: 0; border-radius: 9px;
  background: none; color: var(--soft);
}
.icon:hover { background: var(--raised); color: var(--text); }
.log {
  flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px; display: flex;
  flex-direction: column; gap: 14px;
}
.log:focus-visible { outline-offset: -2px; }
.turn { max-width: 100%; overflow-wrap: anywhere; }
.question {
  align-self: flex-end; max-width: 85%; padding: 8px 13px; border-radius: 14px 14px 4px; background: var(--accent);
  color: var(--on-accent); white-space: pre-wrap;
}
.text > :first-child, .passage > :first-child, .turn > p:first-child { margin-top: 0; }
.text > :last-child, .passage > :last-child, .turn > p:last-child { margin-bottom: 0; }
p, ul, ol, pre, blockquote, .table { margin: 8px 0; }
ul, ol { padding-left: 22px; } li ul, li ol { margin: 2px 0; }
.heading { font-weight: 600; }
blockquote { padding-left: 12px; border-left: 3px solid var(--line); color: var(--soft); }
pre, code { font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; background: var(--raised); border-radius: 5px; }
code { padding: 1px 4px; } pre { padding: 10px; overflow-x: auto; } pre code { padding: 0; }
.table { overflow-x: auto; overflow-wrap: normal; } table { border-collapse: collapse; font-size: 14px; }
th, td { padding: 5px 9px; border: 1px solid var(--line); text-align: left; vertical-align: top; min-width: 4em; }
th { background: var(--raised); font-weight: 600; }
hr { border: 0; border-top: 1px solid var(--line); }
a { color: var(--accent); text-underline-offset: 2px; }
.mark { min-width: 19px; height: 19px; margin: 0 2px; padding: 0 4px; border: 0; border-radius: 6px; background:
  var(--raised); color: var(--accent);
  font-size: 12px; line-height: 19px; font-weight: 600; vertical-align: 1px; }
.mark[aria-expanded=true] { background: var(--accent); color: var(--on-accent); }
.foot {
  display: flex; flex-wrap: wrap; align-items: center; gap: 2px 8px; margin-top: 4px; font-size: 12px; color:
  var(--soft);
}
.foot .icon { width: 32px; height: 32px; } .foot .icon svg { width: 17px; height: 17px; }
.icon[aria-pressed=true] { color: var(--accent); background: var(--raised); }
.label { padding: 0 7px; border: 1px solid var(--line); border-radius: 9px; }
.grow { flex: 1; }
.whole { white-space: nowrap; }
[role=status]:empty { display: none; }
.sources { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 8px; }
.chip {
  max-width: 100%; padding: 3px 11px; border: 1px solid var(--line); border-radius: 12px; background: none; font-size:
  13px; text-align: left;
}
.chip:hover { border-color: var(--accent); }
.chip[aria-expanded=true] { border-color: var(--accent); background: var(--raised); }
.source { flex: 100%; padding: 10px 13px; border-radius: 10px; background: var(--raised); font-size: 14px; }
.passage { max-height: 220px; overflow: auto; }
.place { margin: 0 0 4px; font-size: 12px; color: var(--soft); }
.options { display: flex; flex-direction: column; align-items: flex-start; gap: 7px; margin-top: 10px; }
.choice {
  padding: 7px 15px; border: 1px solid var(--accent); border-radius: 18px; background: none; color: var(--accent);
  text-align: left;
}
.choice:hover, .strong { background: var(--accent); color: var(--on-accent); }
.choice:disabled { opacity: .45; cursor: default; }
.card { display: grid; gap: 9px; margin-top: 10px; padding: 14px; border: 1px solid var(--line); border-radius: 12px; }
.card p { margin: 0; } .card .choice { justify-self: start; }
label { display: grid; gap: 3px; font-size: 13px; color: var(--soft); }
input, textarea {
  width: 100%; padding: 8px 11px; border: 1px solid var(--line); border-radius: 10px; background: var(--surface);
  color: var(--text); font-size: 16px; line-height: 1.4; resize: none;
}
.note { margin: 6px 0 0; font-size: 14px; color: var(--soft); } .alarm { color: var(--alarm); }
.wait { display: flex; align-items: center; gap: 9px; color: var(--soft); }
.wait i {
  width: 9px; height: 9px; border-radius: 50%; background: var(--accent); animation: breathe 1.2s ease-in-out
  infinite;
}
@keyframes breathe { 50% { opacity: .25; transform: scale(.7); } }
.confirm { padding: 12px 18px; border-bottom: 1px solid var(--line); background: var(--raised); }
.confirm p { margin: 0 0 8px; }
.confirm .choice { margin-right: 8px; }
form.composer {
  display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px 6px; border-top: 1px solid var(--line);
}
.composer textarea:focus-visible { outline-offset: -2px; }
.composer textarea { max-height: 132px; border-radius: 18px; padding: 8px 15px; }
.composer .icon {
  flex: none; width: 40px; height: 40px; border-radius: 50%; background: var(--accent); color: var(--on-accent);
}
.composer .icon:disabled { background: var(--raised); color: var(--soft); cursor: default; }
.notice { padding: 0 18px 10px; } .notice span { float: right; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 480px), (max-height: 480px) {
  .panel { inset: var(--top, 0) 0 auto; width: 100%; height: var(--height, 100dvh); border: 0; border-radius: 0; }
  .icon, .foot .icon { width: 40px; height: 40px; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { .choice, .icon { border: 1px solid; } }
`;
