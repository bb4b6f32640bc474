/** Help leads with what to type: the examples move up to stand right below the usage. */
export function examplesFirst(help: string): string {
  const sections = help.split(/\n\n(?=\S[^\n]*:\n)/);
  const at = sections.findIndex((section) => section.startsWith('Examples:\n'));
  if (at < 1) return help;
  const [examples] = sections.splice(at, 1) as [string];
  const [own, after] = parted(examples);
  return [sections[0], own, ...sections.slice(1), ...(after === undefined ? [] : [after])].join('\n\n');
}

/** An epilogue follows the last section without a heading of its own. */
function parted(section: string): readonly [string, string | undefined] {
  const end = section.indexOf('\n\n');
  return end < 0 ? [section, undefined] : [section.slice(0, end), section.slice(end + 2)];
}
