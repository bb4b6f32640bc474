import { useMemo, useState } from 'preact/hooks';
import { CopyButton } from './copy-button.tsx';
import { ScrollArea } from './scroll-area.tsx';

/** One line of formatted JSON with the pointer of its value. */
export interface JsonLine {
  readonly pointer: string;
  readonly depth: number;
  /** The quoted name of the member, if any. */
  readonly name?: string;
  readonly text: string;
  readonly kind: 'string' | 'number' | 'word' | 'mark';
}

const pointerSegment = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** A value as lines of formatted JSON. */
export function jsonLines(value: unknown): JsonLine[] {
  const lines: JsonLine[] = [];
  appendJsonLines(value, '', 0, undefined, '', lines);
  return lines;
}

function appendJsonLines(
  value: unknown,
  pointer: string,
  depth: number,
  name: string | undefined,
  end: string,
  lines: JsonLine[],
) {
  const addLine = (text: string, kind: JsonLine['kind']) =>
    lines.push({ pointer, depth, ...(name === undefined ? {} : { name }), text, kind });
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value) ?? 'null';
    return void addLine(
      text + end,
      typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'word',
    );
  }
  const isList = Array.isArray(value);
  const members = isList ? value.map((member, index) => [String(index), member] as const) : Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return void addLine(open + close + end, 'mark');
  addLine(open, 'mark');
  members.forEach(([key, member], index) => {
    const comma = index < members.length - 1 ? ',' : '';
    appendJsonLines(
      member,
      `${pointer}/${pointerSegment(key)}`,
      depth + 1,
      isList ? undefined : JSON.stringify(key),
      comma,
      lines,
    );
  });
  lines.push({ pointer: `${pointer}#end`, depth, text: close + end, kind: 'mark' });
}

/** The line for a violation: its own, or the nearest enclosing one when the value is missing. */
export function nearestListedPointer(pointer: string, pointers: ReadonlySet<string>): string {
  let candidate = pointer;
  while (candidate !== '' && !pointers.has(candidate)) candidate = candidate.slice(0, candidate.lastIndexOf('/'));
  return candidate;
}

export interface JsonDifference {
  readonly pointer: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The differences between two documents by pointer. */
export function diffJson(before: unknown, after: unknown, pointer = ''): JsonDifference[] {
  if (Object.is(before, after)) return [];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ pointer, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => diffJson(before[key], after[key], `${pointer}/${pointerSegment(key)}`));
}

const isContainer = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null;

export interface JsonAnnotation {
  readonly pointer: string;
  readonly text: string;
  /** True when a required member is missing. */
  readonly missing?: boolean;
}

interface JsonViewProps {
  readonly value: unknown;
  readonly label: string;
  /** Violations, shown under the lines that they concern. */
  readonly annotations?: readonly JsonAnnotation[];
}

/** More lines are shown on request only, because a browser lays out every one of them. */
const maxLines = 1500;

/** JSON as formatted text, or a text as it is. Untrusted input is only ever rendered as text. */
export function JsonView({ value, label, annotations = [] }: JsonViewProps) {
  const [showsAll, setShowsAll] = useState(false);
  const lines = useMemo(() => (typeof value === 'string' ? toTextLines(value) : jsonLines(value)), [value]);
  const annotationsByLine = useMemo(() => groupAnnotationsByLine(lines, annotations), [lines, annotations]);
  if (value === undefined) return <p class="muted">Nothing was sent.</p>;
  const shown = showsAll ? lines : lines.slice(0, maxLines);
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <div class="json-place">
      <div class="json-tools">
        <CopyButton text={text} label="Copy" />
      </div>
      <ScrollArea class="json" label={label}>
        {shown.map((line, index) => (
          <JsonLineView
            key={`${line.pointer}.${index}`}
            line={line}
            annotations={annotationsByLine.get(line.pointer)}
          />
        ))}
      </ScrollArea>
      {shown.length < lines.length && (
        <button type="button" class="button small" onClick={() => setShowsAll(true)}>
          Show all {lines.length.toLocaleString('en-GB')} lines
        </button>
      )}
    </div>
  );
}

function JsonLineView({
  line,
  annotations,
}: {
  readonly line: JsonLine;
  readonly annotations: readonly JsonAnnotation[] | undefined;
}) {
  return (
    <div class={annotations ? 'line flagged' : 'line'} data-depth={Math.min(line.depth, 12)}>
      <code>
        {line.name !== undefined && <span class="json-name">{line.name}: </span>}
        <span class={`json-${line.kind}`}>{line.text}</span>
      </code>
      {annotations?.map((annotation) => (
        <p class="flag" key={annotation.pointer + annotation.text}>
          <strong>{annotationLabel(annotation, line.pointer)}</strong> {annotation.text}
        </p>
      ))}
    </div>
  );
}

function annotationLabel({ pointer, missing }: JsonAnnotation, line: string): string {
  if (pointer === line) return 'Here:';
  const rest = pointer.slice(line.length + 1);
  return missing ? `Missing: ${rest},` : `Within, ${rest}:`;
}

function groupAnnotationsByLine(
  lines: readonly JsonLine[],
  annotations: readonly JsonAnnotation[],
): Map<string, JsonAnnotation[]> {
  const pointers = new Set(lines.map(({ pointer }) => pointer));
  const grouped = new Map<string, JsonAnnotation[]>();
  for (const annotation of annotations) {
    if (!annotation.pointer.startsWith('/') && annotation.pointer !== '') continue;
    const line = nearestListedPointer(annotation.pointer, pointers);
    grouped.set(line, [...(grouped.get(line) ?? []), annotation]);
  }
  return grouped;
}

const toTextLines = (text: string): JsonLine[] =>
  text.split('\n').map((line, index) => ({ pointer: `#${index}`, depth: 0, text: line, kind: 'word' }));
