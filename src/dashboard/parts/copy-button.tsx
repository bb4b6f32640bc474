import { useState } from 'preact/hooks';
import { announce } from '../context/announcements.tsx';
import { ScrollArea } from './scroll-area.tsx';

/** Copies a text; false when the browser forbids it. */
export async function copyToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

interface CopyButtonProps {
  readonly text: string | (() => Promise<string | undefined>);
  /** What is copied: "Copy curl". */
  readonly label: string;
  readonly plain?: boolean;
}

/** Copies a text; reports when the browser forbids it. */
export function CopyButton({ text, label, plain = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const copiedText = typeof text === 'string' ? text : await text();
    if (copiedText === undefined) return;
    if (!(await copyToClipboard(copiedText)))
      return announce('The browser blocked copying. Select the text and copy it manually.', 'bad');
    setCopied(true);
    announce('Copied');
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button type="button" class={plain ? 'button quiet' : 'button small'} onClick={copy}>
      {copied ? 'Copied' : label}
    </button>
  );
}

/** A command line with its copy button. `shown` replaces it on screen when it contains a secret. */
export function CommandLine({
  text,
  displayedText,
  label = 'Copy',
}: {
  readonly text: string;
  readonly displayedText?: string;
  readonly label?: string;
}) {
  return (
    <div class="command">
      <ScrollArea class="command-text" label="Command line">
        <code>{displayedText ?? text}</code>
      </ScrollArea>
      <CopyButton text={text} label={label} />
    </div>
  );
}
