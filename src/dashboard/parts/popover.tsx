import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

interface PopoverProps {
  /** The accessible name of the button. */
  readonly label: string;
  readonly class: string;
  readonly button: ComponentChildren;
  readonly children: ComponentChildren | ((close: () => void) => ComponentChildren);
  readonly side?: 'start' | 'end';
}

/** A panel that opens beside its button and closes with Escape, a click elsewhere or when the focus leaves. */
export function Popover({ label, class: name, button, children, side = 'end' }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return undefined;
    keepInView(panel.current);
    const closeIfOutside = (event: Event) => {
      if (!anchor.current?.contains(event.target as Node)) setOpen(false);
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      opener.current?.focus();
    };
    const element = anchor.current;
    document.addEventListener('pointerdown', closeIfOutside);
    document.addEventListener('focusin', closeIfOutside);
    element?.addEventListener('keydown', closeOnEscape);
    return () => {
      document.removeEventListener('pointerdown', closeIfOutside);
      document.removeEventListener('focusin', closeIfOutside);
      element?.removeEventListener('keydown', closeOnEscape);
    };
  }, [open]);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <span class="popover-place" ref={anchor}>
      <button
        type="button"
        class={name}
        ref={opener}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div class={`popover ${side}`} id={id} ref={panel}>
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </span>
  );
}

/** Moves a panel into the window when it would cross the edge. */
function keepInView(panel: HTMLElement | null): void {
  if (!panel) return;
  const margin = 8;
  const { left, right } = panel.getBoundingClientRect();
  const shift = left < margin ? margin - left : Math.min(0, innerWidth - margin - right);
  if (shift !== 0) panel.style.transform = `translateX(${shift}px)`;
}
