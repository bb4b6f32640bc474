import type { OutlineStep } from './outline.ts';

const maxShownSteps = 9;

/** A story as a string of beads, so that it can be told before it happens. */
export function MiniTimeline({ steps }: { readonly steps: readonly OutlineStep[] }) {
  if (steps.length === 0) return null;
  return (
    <ol class="mini">
      {steps.slice(0, maxShownSteps).map(({ text, callback }, index) => (
        <li class="mini-step" key={`${index}.${text}`}>
          {text}
          {callback && <span class="mini-callback">callback</span>}
        </li>
      ))}
      {steps.length > maxShownSteps && <li class="mini-step">and {steps.length - maxShownSteps} more</li>}
    </ol>
  );
}
