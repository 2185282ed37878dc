// What went through the proxy in the last minutes.
import { byId, text, attribute } from './dom.js';
import { uplot } from './load.js';
import { rate, span } from './words.js';

const HEIGHT = 120;

export class Charts {
  #charts = null;
  #data = null;
  #loading = false;
  #drawn = '';
  #observer = null;

  show(overview) {
    const told = overview?.throughput;
    if (!told || told.until === this.#drawn) return;
    this.#drawn = told.until;
    const length = told.in_bits_per_second.length;
    const until = Date.parse(told.until) / 1000;
    const times = told.in_bits_per_second.map((_, at) => until - (length - 1 - at) * told.period_seconds);
    this.#data = [
      [times, told.in_bits_per_second, told.out_bits_per_second],
      [times, told.players, told.streams],
    ];
    text(byId('charts-words'), length > 1 ? span(Math.round((length - 1) * told.period_seconds)) : '');
    const most = Math.max(0, ...told.out_bits_per_second);
    attribute(byId('chart-rate'), 'aria-label',
      `Throughput: ${rate(told.in_bits_per_second.at(-1))} from engines and ${rate(told.out_bits_per_second.at(-1))} to players now, ${rate(most)} to players at most`);
    attribute(byId('chart-players'), 'aria-label', `${told.players.at(-1) ?? 0} players and ${told.streams.at(-1) ?? 0} streams now`);
    if (this.#charts) this.#charts.forEach((chart, at) => chart.setData(this.#data[at]));
    else this.#make();
  }

  #observe() {
    if (this.#observer) return;
    this.#observer = new ResizeObserver(() => this.#charts?.forEach((chart) => chart.setSize(sizeOf(chart.root.parentElement))));
    this.#observer.observe(byId('chart-rate'));
  }

  /** In other colours. */
  recolour() {
    this.#charts?.forEach((chart) => chart.destroy());
    this.#charts = null;
    if (this.#data) this.#make();
  }

  async #make() {
    if (this.#loading) return;
    this.#loading = true;
    try {
      const UPlot = await uplot();
      this.#charts = [
        new UPlot(options(byId('chart-rate'), rate, 76), this.#data[0], byId('chart-rate')),
        new UPlot(options(byId('chart-players'), String, 76), this.#data[1], byId('chart-players')),
      ];
      this.#observe();
    } finally {
      this.#loading = false;
    }
  }
}

function sizeOf(node) {
  return { width: Math.max(100, node.clientWidth), height: HEIGHT };
}

function options(node, words, size) {
  const colours = getComputedStyle(document.documentElement);
  const colour = (name) => colours.getPropertyValue(name).trim();
  const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
  return {
    ...sizeOf(node),
    legend: { show: false },
    cursor: { show: false },
    padding: [6, 24, 0, 0],
    scales: { y: { range: (chart, low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      { ...axis, space: 70, size: 24, values: '{HH}:{mm}:{ss}', grid: { show: false } },
      { ...axis, size, space: 28, values: (chart, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? words(tick) : '')) },
    ],
    series: [
      {},
      { stroke: colour('--in'), width: 1.5, points: { show: false } },
      { stroke: colour('--out'), width: 1.5, points: { show: false } },
    ],
  };
}
