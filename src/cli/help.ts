/** Help leads with what to type: the examples stand right below the usage. What few people need, the limits, comes last. */
export function examplesFirst(help: string): string {
  const [usage = '', ...sections] = help.split(/\n\n(?=\S[^\n]*:\n)/);
  const { section: last = '', rest: epilogue } = splitEpilogue(sections.at(-1) ?? '');
  const all = sections.length === 0 ? [] : [...sections.slice(0, -1), last];
  const sectionsTitled = (name: string) => all.filter((section) => section.startsWith(`${name}:\n`));
  const others = all.filter((section) => !/^(Examples|Limits):\n/.test(section));
  return [usage, ...sectionsTitled('Examples'), ...others, ...sectionsTitled('Limits'), ...epilogue].join('\n\n');
}

/** An epilogue follows the last section without a heading of its own. */
function splitEpilogue(section: string): { readonly section: string; readonly rest: readonly string[] } {
  const end = section.indexOf('\n\n');
  return end < 0 ? { section, rest: [] } : { section: section.slice(0, end), rest: [section.slice(end + 2)] };
}
