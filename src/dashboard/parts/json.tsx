import { useMemo, useState } from 'preact/hooks';
import { CopyButton } from './copy.tsx';
import { type JsonLine, jsonLines, nearestListedPointer } from './json-lines.ts';
import { ScrollArea } from './scroll.tsx';

export interface JsonAnnotation {
  readonly pointer: string;
  readonly text: string;
  /** There is no such member, and there should be. */
  readonly missing?: boolean;
}

interface JsonViewProps {
  readonly value: unknown;
  readonly label: string;
  /** Faults, shown under the line they are about. */
  readonly annotations?: readonly JsonAnnotation[];
}

/** More lines than this are shown on request only: a browser lays out every one of them. */
const maxLines = 1500;

/** JSON as text, or text as it is. Whatever a stranger sent is never more than characters here. */
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
