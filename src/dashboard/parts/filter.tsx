import { useEffect, useState } from 'preact/hooks';
import { goHere } from '../shell/router.tsx';

const pause = 200;

/** A text filter whose value is in the address. */
export function Filter({
  label,
  value,
  name = 'q',
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly name?: string;
}) {
  const [text, setText] = useState(value ?? '');
  useEffect(() => setText(value ?? ''), [value]);
  useEffect(() => {
    if (text === (value ?? '')) return undefined;
    const timer = setTimeout(() => goHere({ [name]: text || undefined }, { replace: true }), pause);
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
