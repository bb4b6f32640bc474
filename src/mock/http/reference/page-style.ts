/** The style sheet of all reference pages: light and dark, no external fonts. */
export const pageStyle = `:root{color-scheme:light dark;--ink:#1b1f27;--soft:#5a6372;--line:#d9dee7;--paper:#fff;--shade:#f5f7fa;--accent:#5514b4;--good:#0a6b43;--warn:#8a4b00;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--ink:#e8ebf1;--soft:#a6afbf;--line:#343b49;--paper:#14171d;--shade:#1c2129;--accent:#c3a2ff;--good:#7fd6a8;--warn:#f0b869;--bad:#ff9d94}}
*{box-sizing:border-box}html{scroll-padding-top:1rem}
body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--paper);display:grid;grid-template-columns:17rem minmax(0,1fr);min-height:100vh}
nav{border-right:1px solid var(--line);background:var(--shade);padding:1.25rem 1rem;position:sticky;top:0;height:100vh;overflow:auto}
nav h1{font-size:1.05rem;margin:0 0 1rem}nav ul{list-style:none;margin:0 0 1rem;padding:0}nav li{margin:.1rem 0}
nav a{display:block;padding:.2rem .5rem;border-radius:.35rem;text-decoration:none;color:var(--ink);overflow-wrap:anywhere;min-height:1.75rem}nav a:hover{background:var(--line)}nav a[aria-current]{background:var(--accent);color:var(--paper)}
nav .inner a{font-size:.86rem;color:var(--soft)}
main{padding:2rem 2.5rem 5rem;max-width:72rem}h1,h2,h3{line-height:1.25}h2{margin:2.5rem 0 .5rem}h3{margin:1.5rem 0 .25rem;font-size:1.05rem;overflow-wrap:anywhere}
a{color:var(--accent)}a:focus-visible,summary:focus-visible,button:focus-visible,input:focus-visible,textarea:focus-visible,select:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
code,pre,textarea{font:.86rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}pre,textarea{background:var(--shade);border:1px solid var(--line);border-radius:.4rem;padding:.75rem;overflow:auto;max-height:32rem;color:var(--ink)}
textarea{width:100%;display:block;margin:.5rem 0}
.operation{border-top:1px solid var(--line);padding:1rem 0 1.5rem}.cards h2{margin:0;font-size:1.05rem}h2.call{font-size:1.05rem;margin:1rem 0 .25rem;overflow-wrap:anywhere}.summary{margin:.25rem 0 .75rem}.anchor{font-size:.85rem;color:var(--soft)}
.method{display:inline-block;min-width:4.2rem;text-align:center;border-radius:.3rem;padding:.1rem .4rem;font-size:.8rem;font-weight:700;border:1.5px solid currentColor}
.method-get{color:var(--good)}.method-post{color:var(--accent)}.method-patch,.method-put{color:var(--warn)}.method-delete{color:var(--bad)}
.scroll{overflow-x:auto;max-width:100%}table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.5rem 0}th{text-align:left;color:var(--soft);font-weight:600}td,th{border-bottom:1px solid var(--line);padding:.35rem .6rem .35rem 0;vertical-align:top}
.mark{font-size:.75rem;white-space:nowrap;border-radius:1rem;padding:.05rem .5rem;border:1px solid var(--line)}.mark-bt{border-color:var(--accent);color:var(--accent)}.mark-modelled{border-style:dashed;color:var(--warn)}.must{font-size:.75rem;color:var(--bad)}
details{margin:.35rem 0}summary{cursor:pointer;min-height:1.75rem}.refusals{color:var(--soft);font-size:.9rem}
form label{display:inline-block;margin:.25rem .75rem .25rem 0;font-size:.9rem}input,select{font:inherit;padding:.3rem .5rem;border:1px solid var(--soft);border-radius:.35rem;background:var(--paper);color:var(--ink)}
button{font:inherit;padding:.4rem 1.1rem;border:0;border-radius:.4rem;background:var(--accent);color:var(--paper);cursor:pointer;min-height:2.25rem}button:hover{filter:brightness(1.1)}
svg line{stroke:var(--line);stroke-width:3}svg circle{stroke:var(--accent);stroke-width:2.5;fill:var(--paper)}svg circle.major{fill:var(--accent)}svg text{fill:var(--ink);font-size:12px;text-anchor:middle}svg text.days{fill:var(--soft);font-size:11px}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem;padding:0;list-style:none}.cards li{border:1px solid var(--line);border-radius:.6rem;padding:1rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
@media(max-width:54rem){body{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}nav .inner{display:none}main{padding:1.25rem}}
`;
