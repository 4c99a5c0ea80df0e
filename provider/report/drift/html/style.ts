/** Each colour for light and for dark; texts keep a contrast of 4.5 on the surfaces that they are used on. */
const COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  page: ["#f4f6f8", "#0f1318"],
  surface: ["#ffffff", "#181d24"],
  raised: ["#f8f9fb", "#1f252d"],
  text: ["#1b1f24", "#e6e9ee"],
  faint: ["#535c66", "#a3adb8"],
  line: ["#d5dbe1", "#323a44"],
  accent: ["#0a55c4", "#86b8ff"],
  good: ["#17632e", "#7ddb95"],
  "good-tint": ["#e5f4ea", "#14301d"],
  changed: ["#7d4a00", "#f0b45b"],
  "changed-tint": ["#fff3dc", "#33260f"],
  missing: ["#a3211a", "#ff968e"],
  "missing-tint": ["#fdeceb", "#3a1b1a"],
  unmanaged: ["#63379a", "#cda9f7"],
  "unmanaged-tint": ["#f3ecfb", "#2b2139"],
  leaked: ["#0a5b68", "#74d3de"],
  "leaked-tint": ["#e1f3f5", "#122f33"],
  power: ["#414c5a", "#b9c3ce"],
  "power-tint": ["#e9edf1", "#272e37"],
};

const variables = (side: 0 | 1): string =>
  Object.entries(COLOURS)
    .map(([name, sides]) => `--${name}:${sides[side]};`)
    .join("");

const KINDS = ["changed", "missing", "unmanaged", "leaked", "power", "good"]
  .map((kind) => `.k-${kind}{--kind:var(--${kind});--tint:var(--${kind}-tint)}`)
  .join("\n");

export const STYLE = `
:root{color-scheme:light dark;${variables(0)}}
@media (prefers-color-scheme:dark){:root{${variables(1)}}}
:root[data-theme=light]{color-scheme:light;${variables(0)}}
:root[data-theme=dark]{color-scheme:dark;${variables(1)}}
${KINDS}
*{box-sizing:border-box}
html{scroll-padding-top:5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif}
main,header,footer{max-width:76rem;margin:0 auto;padding:0 1.25rem}
code,.value{font:.9em/1.45 ui-monospace,"Cascadia Mono",Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
a{color:var(--accent)}
h1,h2,p,ul{margin:0}
[hidden]{display:none!important}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--surface);padding:.5rem 1rem;z-index:9}
.faint{color:var(--faint)}
header{padding-top:2rem;padding-bottom:1.25rem;position:relative}
#theme{position:absolute;right:1.25rem;top:1.6rem}
.kicker{color:var(--faint);font-size:.8rem;letter-spacing:.08em;text-transform:uppercase;font-weight:600}
h1{font-size:1.75rem;line-height:1.25;font-weight:650;overflow-wrap:anywhere}
.verdict{display:inline-block;margin:.9rem 0 .6rem;padding:.45rem .9rem;border-radius:.5rem;background:var(--tint);color:var(--kind);font-weight:600;font-size:1.05rem}
.tiles{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));gap:.75rem}
.tile{display:block;height:100%;padding:.7rem .9rem .75rem;background:var(--surface);border:1px solid var(--line);border-left:4px solid var(--kind,var(--line));border-radius:.6rem;color:inherit;text-decoration:none}
a.tile:hover{border-color:var(--kind);background:var(--tint)}
.tile b{display:block;font-size:1.8rem;line-height:1.15;font-weight:650;font-variant-numeric:tabular-nums;color:var(--kind,inherit)}
.tile.zero b{color:var(--faint);font-weight:400}
.tile.zero{border-left-color:var(--line)}
.tile small{font-size:1rem;font-weight:400;color:var(--faint)}
.tile span{font-size:.9rem}
.coverage{margin-top:.75rem;padding:.8rem .9rem;background:var(--surface);border:1px solid var(--line);border-radius:.6rem}
.coverage svg{display:block;width:100%;height:.7rem;margin:.55rem 0;border-radius:.35rem;background:var(--line)}
.bar-managed{fill:var(--good)}.bar-others{fill:var(--unmanaged)}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;font-size:.9rem}
.legend i{display:inline-block;width:.75rem;height:.75rem;border-radius:.2rem;margin-right:.4rem;background:var(--line)}
.legend .l-managed{background:var(--good)}.legend .l-others{background:var(--unmanaged)}
.tools{position:sticky;top:0;z-index:5;background:var(--page);border-bottom:1px solid var(--line);padding:.65rem 0;margin-bottom:1rem;display:flex;flex-wrap:wrap;gap:.5rem .6rem;align-items:center}
.tools input{flex:1 1 19rem;min-width:0;font:inherit;padding:.4rem .7rem;border:1px solid var(--faint);border-radius:.5rem;background:var(--surface);color:var(--text)}
.tools input::placeholder{color:var(--faint);opacity:1}
button{font:inherit;font-size:.9rem;color:var(--text);background:var(--surface);border:1px solid var(--line);border-radius:.5rem;padding:.35rem .7rem;cursor:pointer}
button:hover{border-color:var(--faint)}
button[aria-pressed=true]{background:var(--tint);border-color:var(--kind);color:var(--kind);font-weight:600}
.chips{display:flex;flex-wrap:wrap;gap:.4rem}
section{margin:0 0 2rem}
h2{font-size:1.15rem;font-weight:650;display:flex;align-items:baseline;gap:.5rem}
h2 .sign{color:var(--kind)}
h2 .count{font-size:.85rem;font-weight:600;color:var(--kind);background:var(--tint);border-radius:1rem;padding:.05rem .6rem}
.help{color:var(--faint);margin:.1rem 0 .7rem}
.item{background:var(--surface);border:1px solid var(--line);border-left:4px solid var(--kind);border-radius:.55rem;margin-bottom:.6rem;content-visibility:auto;contain-intrinsic-size:auto 4rem}
.head{padding:.6rem .9rem;display:flex;flex-wrap:wrap;gap:.15rem .75rem;align-items:baseline}
summary.head{cursor:pointer;list-style:none}
summary.head::-webkit-details-marker{display:none}
summary.head::before{content:"▸";color:var(--faint);width:.8em;flex:none}
details[open]>summary.head::before{content:"▾"}
.address{font-size:.95rem;overflow-wrap:anywhere;flex:1 1 12rem;min-width:0}
.address b{font-weight:650}
.note{margin-left:auto;color:var(--faint);font-size:.85rem;overflow-wrap:anywhere}
.body{padding:0 .9rem .6rem}
.body p+table{margin-top:.3rem}
.body p{overflow-wrap:anywhere}
table{width:100%;border-collapse:collapse;font-size:.92rem;table-layout:fixed}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-top:1px solid var(--line);font-weight:400;overflow-wrap:anywhere}
th:first-child{width:40%}
thead th{border-top:0;color:var(--faint);font-size:.8rem;font-weight:600}
.before,.after{border-radius:.3rem;padding:.1rem .4rem;display:inline-block;max-width:100%}
.before{background:var(--missing-tint);color:var(--missing)}
.after{background:var(--good-tint);color:var(--good)}
.unset{color:var(--faint);font-style:italic}
.cost{display:block;font-size:.8rem;color:var(--changed)}
.panel{background:var(--surface);border:1px solid var(--line);border-radius:.55rem;padding:.2rem .9rem .6rem}
.clean{padding:2.5rem 1rem;text-align:center;background:var(--good-tint);color:var(--good);border-radius:.6rem;font-size:1.15rem;margin-bottom:2rem}
.nothing{padding:2rem 1rem;text-align:center;color:var(--faint)}
footer{padding-top:1rem;padding-bottom:2.5rem;color:var(--faint);font-size:.85rem;border-top:1px solid var(--line)}
@media (max-width:66rem){.tiles{grid-template-columns:repeat(4,minmax(0,1fr))}}
@media (max-width:40rem){
main,header,footer{padding-left:.8rem;padding-right:.8rem}
header{padding-top:1.25rem}
h1{font-size:1.4rem}
.tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:.5rem}
.tools{position:static}
.note{margin-left:0;width:100%}
#theme{right:.8rem;top:.9rem}
table,tbody,tr,td,th,th:first-child{display:block;width:100%}
thead{position:absolute;left:-999rem}
tr{border-top:1px solid var(--line);padding:.35rem 0}
th,td{border:0;padding:.1rem 0}
td[data-label]::before{content:attr(data-label);display:block;font-size:.75rem;color:var(--faint)}
}
@media print{
:root{color-scheme:light;${variables(0)}}
body{background:#fff;font-size:11px}
main,header,footer{max-width:none;padding-left:0;padding-right:0}
.tools,.skip,#theme{display:none!important}
.item,.tile,.coverage,tr{break-inside:avoid}
.item{content-visibility:visible}
h2,.help{break-after:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
