// Makes docs/page.png: the page while the demo plays, some seconds after its engine was killed. ffmpeg picks 256 colours for it.
import { spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, demo, playing, shown, watch } from './stage.mjs';

const MOST_BYTES = 200_000;
const file = fileURLToPath(new URL('../../docs/page.png', import.meta.url));
const browser = await chromium();
const proxy = demo();
try {
  const base = (await proxy.line(/Open (http:\S+) in a browser/))[1];
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto(base);
  await watch(page);
  await playing(page);
  await page.click('[data-action=viewers]');
  await shown(page, 20);
  await page.click('[data-action=kill]');
  await shown(page, 12);
  await page.evaluate(() => scrollTo(0, 0));
  const shot = join(tmpdir(), `acexy-page-${process.pid}.png`);
  await page.screenshot({ path: shot });
  const palette = 'split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=bayer:bayer_scale=4';
  spawnSync('ffmpeg', ['-v', 'error', '-y', '-i', shot, '-vf', palette, file], { stdio: 'inherit' });
  rmSync(shot);
} finally {
  await browser.close();
  await proxy.end();
}
const size = statSync(file).size;
console.log(`${file}: ${size} bytes`);
process.exit(size <= MOST_BYTES ? 0 : 1);
