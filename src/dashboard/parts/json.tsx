import { useMemo, useState } from 'preact/hooks';
import { Copy } from './copy.tsx';
import { type JsonLine, jsonLines, lineOf } from './json-lines.ts';
import { Scroll } from './scroll.tsx';

export interface Flag {
  readonly pointer: string;
  readonly text: string;
  /** There is no such member, and there should be. */
  readonly missing?: boolean;
}

interface JsonProps {
  readonly value: unknown;
  readonly label: string;
  /** Faults, shown under the line they are about. */
  readonly flags?: readonly Flag[];
}

/** More lines than this are shown on request only: a browser lays out every one of them. */
const mostLines = 1500;

/** JSON as text, or text as it is. Whatever a stranger sent is never more than characters here. */
export function Json({ value, label, flags = [] }: JsonProps) {
  const [all, showAll] = useState(false);
  const lines = useMemo(() => (typeof value === 'string' ? textLines(value) : jsonLines(value)), [value]);
  const flagged = useMemo(() => byLine(lines, flags), [lines, flags]);
  if (value === undefined) return <p class="muted">Nothing was sent.</p>;
  const shown = all ? lines : lines.slice(0, mostLines);
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <div class="json-place">
      <div class="json-tools">
        <Copy text={text} label="Copy" />
      </div>
      <Scroll class="json" label={label}>
        {shown.map((line, at) => (
          <Line key={`${line.pointer}.${at}`} line={line} flags={flagged.get(line.pointer)} />
        ))}
      </Scroll>
      {shown.length < lines.length && (
        <button type="button" class="button small" onClick={() => showAll(true)}>
          Show all {lines.length.toLocaleString('en-GB')} lines
        </button>
      )}
    </div>
  );
}

function Line({ line, flags }: { readonly line: JsonLine; readonly flags: readonly Flag[] | undefined }) {
  return (
    <div class={flags ? 'line flagged' : 'line'} data-depth={Math.min(line.depth, 12)}>
      <code>
        {line.name !== undefined && <span class="json-name">{line.name}: </span>}
        <span class={`json-${line.kind}`}>{line.text}</span>
      </code>
      {flags?.map((flag) => (
        <p class="flag" key={flag.pointer + flag.text}>
          <strong>{whereOf(flag, line.pointer)}</strong> {flag.text}
        </p>
      ))}
    </div>
  );
}

function whereOf({ pointer, missing }: Flag, line: string): string {
  if (pointer === line) return 'Here:';
  const rest = pointer.slice(line.length + 1);
  return missing ? `Missing: ${rest},` : `Within, ${rest}:`;
}

function byLine(lines: readonly JsonLine[], flags: readonly Flag[]): Map<string, Flag[]> {
  const pointers = new Set(lines.map(({ pointer }) => pointer));
  const found = new Map<string, Flag[]>();
  for (const flag of flags) {
    if (!flag.pointer.startsWith('/') && flag.pointer !== '') continue;
    const line = lineOf(flag.pointer, pointers);
    found.set(line, [...(found.get(line) ?? []), flag]);
  }
  return found;
}

const textLines = (text: string): JsonLine[] =>
  text.split('\n').map((line, at) => ({ pointer: `#${at}`, depth: 0, text: line, kind: 'word' }));
