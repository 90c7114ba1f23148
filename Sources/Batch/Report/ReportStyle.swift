/// How the page looks: light, dark and on paper.
enum ReportStyle {
    static let css = #"""
        :root { --ink: #16202c; --soft: #5b6876; --line: #e3e8ee; --paper: #fff; --ground: #f5f7fa; --accent: #2563eb; --mark: #fff1b8;
          --answered: #3b82f6; --direct: #10b981; --quoted: #06b6d4; --asked-back: #f59e0b; --declined: #94a3b8; --handed-over: #8b5cf6;
          --small-talk: #64748b; --blocked: #475569; --failed: #ef4444; color-scheme: light dark; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --soft: #95a3b3; --line: #2a3542; --paper: #18212b; --ground: #0f161d;
          --accent: #60a5fa; --mark: #5c4a10; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--ground); color: var(--ink);
          font: 14px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; }
        #page { max-width: 1280px; margin: 0 auto; padding: 28px 24px 60px; }
        header { display: flex; align-items: baseline; gap: 14px; flex-wrap: wrap; margin-bottom: 20px; }
        h1 { font-size: 24px; margin: 0; letter-spacing: -.01em; }
        header p { margin: 0; color: var(--soft); flex: 1; min-width: 200px; }
        h2 { font-size: 13px; font-weight: 600; color: var(--soft); margin: 0 0 12px; }
        button, input, select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px; }
        button { cursor: pointer; } button:hover:enabled { border-color: var(--accent); } button:disabled { opacity: .4; cursor: default; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(132px, 1fr)); gap: 12px; margin-bottom: 12px; }
        .card, .chart, .table { background: var(--paper); border: 1px solid var(--line); border-radius: 14px; }
        .card { padding: 14px 16px; } .card b { display: block; font-size: 21px; white-space: nowrap; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.2; }
        .card span { color: var(--soft); font-size: 12.5px; } .card small { color: var(--soft); font-size: 12px; font-weight: 400; margin-left: 5px; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 12px; margin-bottom: 12px; }
        .chart { padding: 16px; min-width: 0; } .chart svg { display: block; width: 100%; height: auto; overflow: visible; }
        svg text { fill: var(--soft); font-size: 11px; } svg text.name { fill: var(--ink); font-size: 12px; }
        .bar { cursor: pointer; } .bar .hit { fill: transparent; } .bar:hover .fill { opacity: .75; } .bar.off .fill { opacity: .25; }
        .fill { fill: var(--accent); } .track { fill: var(--line); } .cut { stroke: var(--soft); stroke-dasharray: 3 3; }
        .f-answered { fill: var(--answered); } .f-direct { fill: var(--direct); } .f-quoted { fill: var(--quoted); } .f-asked-back { fill: var(--asked-back); }
        .f-declined { fill: var(--declined); } .f-handed-over { fill: var(--handed-over); } .f-small-talk { fill: var(--small-talk); }
        .f-blocked { fill: var(--blocked); } .f-failed { fill: var(--failed); }
        .tools { display: flex; flex-wrap: wrap; gap: 10px; padding: 14px 16px; align-items: center; border-bottom: 1px solid var(--line); }
        .tools input[type=search] { flex: 1; min-width: 220px; } .tools .count { color: var(--soft); }
        label { display: inline-flex; gap: 6px; align-items: center; cursor: pointer; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; }
        th { text-align: left; font-size: 12px; font-weight: 600; color: var(--soft); padding: 9px 12px; border-bottom: 1px solid var(--line); cursor: pointer;
          user-select: none; white-space: nowrap; overflow: hidden; } th[aria-sort] { color: var(--accent); }
        td { padding: 10px 12px; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        tr.row { cursor: pointer; } tr.row:hover td, tr.open td { background: color-mix(in srgb, var(--accent) 5%, transparent); }
        tr.row > td > .short { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; white-space: pre-line; }
        .n { width: 64px; color: var(--soft); font-variant-numeric: tabular-nums; } .w-d { width: 124px; } .w-c { width: 96px; } .w-t { width: 150px; }
        .w-k { width: 118px; } .badge { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; font-size: 12.5px; }
        .badge i { width: 9px; height: 9px; border-radius: 50%; flex: none; } .why { display: block; color: var(--soft); font-size: 12px; }
        .b-answered { background: var(--answered); } .b-direct { background: var(--direct); } .b-quoted { background: var(--quoted); }
        .b-asked-back { background: var(--asked-back); } .b-declined { background: var(--declined); } .b-handed-over { background: var(--handed-over); }
        .b-small-talk { background: var(--small-talk); } .b-blocked { background: var(--blocked); } .b-failed { background: var(--failed); }
        meter { width: 100%; height: 8px; display: block; margin-top: 3px; } .num { font-variant-numeric: tabular-nums; font-size: 12.5px; }
        .detail td { padding: 4px 20px 22px 76px; cursor: auto; } .detail h3 { font-size: 12px; color: var(--soft); margin: 16px 0 6px; font-weight: 600; }
        .full { white-space: pre-wrap; font-size: 15px; max-width: 80ch; } .full mark.bad { background: color-mix(in srgb, var(--failed) 22%, transparent); color: inherit; }
        mark { background: var(--mark); color: inherit; border-radius: 3px; } .cite { border: 0; padding: 0 3px; background: none; color: var(--accent); font-size: 12px; }
        details { border: 1px solid var(--line); border-radius: 10px; margin: 6px 0; padding: 8px 12px; max-width: 92ch; } summary { cursor: pointer; }
        summary small { color: var(--soft); margin-left: 8px; } details > div { white-space: pre-wrap; margin-top: 8px; color: var(--soft); max-height: 420px; overflow: auto; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 0; } dt { color: var(--soft); } dd { margin: 0; white-space: pre-wrap; }
        .pager { display: flex; gap: 12px; align-items: center; justify-content: center; padding: 14px; color: var(--soft); } .empty { text-align: center; color: var(--soft); padding: 40px; }
        a { color: var(--accent); }
        @media print { :root { --ink: #000; --soft: #444; --line: #ccc; --paper: #fff; --ground: #fff; } #page { padding: 0; max-width: none; }
          button, .tools, .pager { display: none; } .card, .chart, .table { break-inside: avoid; } .table { break-inside: auto; border: 0; } tr { break-inside: avoid; }
          tr.row > td > .short { -webkit-line-clamp: unset; display: block; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        """#
}
