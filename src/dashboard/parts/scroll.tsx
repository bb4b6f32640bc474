import type { ComponentChildren, Ref } from 'preact';

interface ScrollProps {
  readonly label: string;
  readonly class: string;
  readonly children: ComponentChildren;
  readonly place?: Ref<HTMLElement>;
}

/** Something that scrolls by itself, which a keyboard must be able to do as well. */
export function Scroll({ label, class: name, children, place }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll what has the focus
    <section class={name} aria-label={label} tabIndex={0} {...(place ? { ref: place } : {})}>
      {children}
    </section>
  );
}
