import type { ComponentChildren, Ref } from 'preact';

interface ScrollAreaProps {
  readonly label: string;
  readonly class: string;
  readonly children: ComponentChildren;
  readonly elementRef?: Ref<HTMLElement>;
}

/** A scrolling area that a keyboard can scroll, too. */
export function ScrollArea({ label, class: name, children, elementRef }: ScrollAreaProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll what has the focus
    <section class={name} aria-label={label} tabIndex={0} {...(elementRef ? { ref: elementRef } : {})}>
      {children}
    </section>
  );
}
