/** Legible on paper, on a projector and in the dark; what is said by colour is said in words too. */
export const htmlStyle = `
:root { color-scheme: light dark; --line: #8886; --good: #146c2e; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --good: #7ddc94; --bad: #ff8a80; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
h1, h2 { line-height: 1.2; }
summary { cursor: pointer; padding: .3rem 0; }
.case { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; padding: 0 1rem; }
.counts span { margin-right: 1rem; }
.passed > .outcome, .counts .passed, .passed > summary strong { color: var(--good); }
.failed > .outcome, .counts .failed, .failed > summary strong, .problem, .message { color: var(--bad); }
.case > summary strong { color: inherit; }
.timeline ol, .steps { padding-left: 1.5rem; }
.future { color: GrayText; }
time { font-variant-numeric: tabular-nums; font-size: .9em; }
code, pre { font: .9em ui-monospace, monospace; }
pre { border: 1px solid var(--line); border-radius: .3rem; max-height: 24rem; overflow: auto; padding: .6rem; }
.difference { border-left: 3px solid var(--bad); margin: .3rem 0; padding-left: .6rem; }
.difference dd { margin: 0; overflow-wrap: anywhere; }
.difference dd::before { font-weight: bold; }
.expected::before { content: "expected "; }
.got::before { content: "got "; }
del, ins { text-decoration: none; font-family: ui-monospace, monospace; }
.expected del { color: var(--good); }
.got ins { color: var(--bad); }
`;
