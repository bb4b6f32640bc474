import { useEffect, useState } from 'preact/hooks';
import { updateLocationParameters } from '../context/router.tsx';

const filterDelayMs = 200;

/** A text filter whose value is in the address. */
export function TextFilter({
  label,
  value,
  parameter = 'q',
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly parameter?: string;
}) {
  const [text, setText] = useState(value ?? '');
  useEffect(() => setText(value ?? ''), [value]);
  useEffect(() => {
    if (text === (value ?? '')) return undefined;
    const timer = setTimeout(
      () => updateLocationParameters({ [parameter]: text || undefined }, { replace: true }),
      filterDelayMs,
    );
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input
      class="filter"
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
    />
  );
}
