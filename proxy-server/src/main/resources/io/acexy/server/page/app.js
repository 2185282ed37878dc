// Puts the page together.
import { Channels } from './channels.js';
import { Charts } from './charts.js';
import { byId } from './dom.js';
import { Live } from './live.js';
import { Operator } from './operator.js';
import { Overview } from './overview.js';
import { askJson } from './proxy.js';
import { Watch } from './watch.js';

const SECOND = 1_000;

let overview = null;
let channels = null;
const charts = new Charts();
const live = new Live((view) => draw(view));
const watch = new Watch(live);
const operator = new Operator(live);
overview = new Overview(live, watch, operator);
channels = new Channels(watch, operator);

function draw(view) {
  overview?.show(view);
  channels?.show(view);
  charts.show(view.overview);
}

// What is only older is shown so too.
setInterval(() => {
  if (document.visibilityState !== 'visible') return;
  overview.show(live.view);
  channels.show(live.view);
}, SECOND);

followTheme();
watch.begin();
askJson('page/about.json').then(async (about) => {
  if (about.demo) new (await import('./demo.js')).Demo(() => watch.stream(live.view.overview));
}, () => {});

function followTheme() {
  const chosen = byId('theme');
  chosen.value = document.documentElement.dataset.theme ?? 'auto';
  chosen.addEventListener('change', () => {
    if (chosen.value === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen.value;
    try {
      localStorage.setItem('acexy.theme', chosen.value);
    } catch {
      // no storage: until the page is closed
    }
    charts.recolour();
  });
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => charts.recolour());
}
