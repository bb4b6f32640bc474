import type { OutlineStep } from './outline.ts';

const mostShown = 9;

/** A story as a string of beads, so that it can be told before it happens. */
export function MiniTimeline({ steps }: { readonly steps: readonly OutlineStep[] }) {
  if (steps.length === 0) return null;
  return (
    <ol class="mini">
      {steps.slice(0, mostShown).map(({ text, callback }, at) => (
        <li class="mini-step" key={`${at}.${text}`}>
          {text}
          {callback && <span class="mini-callback">callback</span>}
        </li>
      ))}
      {steps.length > mostShown && <li class="mini-step">and {steps.length - mostShown} more</li>}
    </ol>
  );
}
