import { useState } from 'preact/hooks';
import { say } from '../shell/announce.tsx';
import { Scroll } from './scroll.tsx';

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

interface CopyProps {
  readonly text: string | (() => Promise<string | undefined>);
  /** What is copied: "Copy curl". */
  readonly label: string;
  readonly plain?: boolean;
}

/** Copies; where the browser forbids it, says so. */
export function Copy({ text, label, plain = false }: CopyProps) {
  const [copied, set] = useState(false);
  const copy = async () => {
    const what = typeof text === 'string' ? text : await text();
    if (what === undefined) return;
    if (!(await copyText(what))) return say('The browser does not let this page copy: select the text by hand', 'bad');
    set(true);
    say('Copied');
    setTimeout(() => set(false), 1500);
  };
  return (
    <button type="button" class={plain ? 'button quiet' : 'button small'} onClick={copy}>
      {copied ? 'Copied' : label}
    </button>
  );
}

/** A command line with its copy button beside it. `shown` is what is seen where a secret must not be. */
export function Command({
  text,
  shown,
  label = 'Copy',
}: {
  readonly text: string;
  readonly shown?: string;
  readonly label?: string;
}) {
  return (
    <div class="command">
      <Scroll class="command-text" label="Command line">
        <code>{shown ?? text}</code>
      </Scroll>
      <Copy text={text} label={label} />
    </div>
  );
}
