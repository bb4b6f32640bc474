import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A browser of this machine, else the packaged one; where neither runs, why. */
export async function launchChromium(): Promise<Browser | string> {
  const reasons: string[] = [];
  for (const find of [systemChromium, packagedChromium]) {
    try {
      const executablePath = await find();
      if (executablePath !== undefined)
        return await chromium.launch({ executablePath, args: chromiumArgs(), headless: true });
    } catch (error) {
      reasons.push(error instanceof Error ? (error.message.split('\n', 1)[0] as string) : String(error));
    }
  }
  return reasons.join('; ') || 'no Chromium on this machine';
}

const executableNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

async function systemChromium(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => executableNames.map((name) => join(folder, name))).find(isExecutable);
}

async function packagedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Chromium refuses its own sandbox to root, and to nobody else. */
function chromiumArgs(): string[] {
  const isRoot = process.getuid?.() === 0;
  return ['--disable-gpu', '--force-color-profile=srgb', ...(isRoot ? ['--no-sandbox'] : [])];
}
