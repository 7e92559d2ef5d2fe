package io.limpet.trainer.report;

/** How the report looks. */
final class Style {
  static final String SHEET =
      """
      :root { color-scheme: light dark; --back: #fff; --text: #1b1f23; --line: #8885; --accent: #0b7285;
        --s0: #0b7285; --s1: #d9480f; --s2: #5f3dc4; --s3: #2b8a3e; --s4: #c2255c; --s5: #b08900; --s6: #1864ab; --s7: #868e96; }
      @media (prefers-color-scheme: dark) {
        :root { --back: #14181c; --text: #e6e8ea; --accent: #66d9e8;
          --s0: #3bc9db; --s1: #ff922b; --s2: #b197fc; --s3: #69db7c; --s4: #f783ac; --s5: #ffd43b; --s6: #74c0fc; --s7: #868e96; } }
      body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: var(--back); color: var(--text); }
      main { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
      h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.25rem; margin: 2.75rem 0 .25rem; }
      h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
      .note { opacity: .8; margin: .25rem 0; max-width: 46rem; }
      nav { margin-top: .75rem; } a { color: var(--accent); margin-right: .75rem; display: inline-block; padding: .2rem 0; }
      .scroll { overflow-x: auto; }
      .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: .5rem 2rem; align-items: start; }
      .grid > * { min-width: 0; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; font-size: .85rem; }
      th, td { padding: .35rem .4rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; vertical-align: top; }
      th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: var(--back); }
      table.text td, table.text th { text-align: left; white-space: normal; min-width: 8rem; position: static; }
      table.text ol { margin: 0; padding-left: 1.2rem; }
      small { opacity: .75; font-size: .75rem; } td > small { display: block; line-height: 1; } .best { font-weight: 700; color: var(--accent); }
      .legend { margin: .5rem 0; font-size: .9rem; } .legend span { margin-right: 1rem; white-space: nowrap; }
      svg { width: 100%; height: auto; display: block; overflow: visible; max-width: 40rem; }
      svg.key { width: .75rem; display: inline-block; margin-right: .35rem; }
      svg text { fill: currentColor; font-size: 12px; }
      line.rule { stroke: var(--line); stroke-width: 1; } line.zero { stroke: currentColor; stroke-width: 1.5; }
      line.whisker { stroke: currentColor; stroke-width: 1.2; }
      line.stem { stroke-width: 1.5; opacity: .6; } polyline { fill: none !important; stroke-width: 2; }
      polyline.thin { stroke-width: 1; opacity: .5; } rect.pale { opacity: .45; } circle.item { opacity: .75; }
      .s0 { --c: var(--s0); } .s1 { --c: var(--s1); } .s2 { --c: var(--s2); } .s3 { --c: var(--s3); }
      .s4 { --c: var(--s4); } .s5 { --c: var(--s5); } .s6 { --c: var(--s6); } .s7 { --c: var(--s7); }
      rect, circle { fill: var(--c); } line.stem, polyline { stroke: var(--c); }
      rect.hollow, circle.hollow { fill: var(--back); stroke: var(--c); stroke-width: 1.5; }
      line.hollow, polyline.hollow { stroke-dasharray: 3 2; }
      """;

  private Style() {}
}
