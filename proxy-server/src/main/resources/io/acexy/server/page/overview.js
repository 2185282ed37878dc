// Who watches what, from which engine, how well, and why something failed.
import { attribute, byId, el, keyed, show, text } from './dom.js';
import { askJson } from './proxy.js';
import { wishOf } from './watch.js';
import { ago, bytes, count, engineName, labelsOf, rate, readable, sentence, short, span, switched } from './words.js';

const STATES = {
  new: ['Opening', ''], starting: ['Starting', 'warn'], running: ['Running', 'good'], wary: ['Engine is silent', 'warn'],
  recovering: ['Looking for an engine', 'bad'], lingering: ['Nobody watches', ''], stopping: ['Stopping', ''],
};
const PEOPLE_EVERY = 2_000;
const SHOWN_EVENTS = 60;
const HOUR = 3_600_000;
const REFUSALS = new Set(['player_refused', 'stream_failed']);
const MOST_LABELS = 1_000;

export class Overview {
  #live;
  #watch;
  #operator;
  #labels = new Map();

  constructor(live, watch, operator) {
    this.#live = live;
    this.#watch = watch;
    this.#operator = operator;
  }

  show(view) {
    this.#connection(view);
    if (!view.overview) return;
    const now = this.#live.now();
    if (this.#labels.size > MOST_LABELS) this.#labels.clear(); // engines come and go for as long as the page is open
    for (const [address, label] of labelsOf(view.overview.engines.engines)) this.#labels.set(address, label);
    this.#totals(view.overview);
    this.#streams(view.overview, now);
    this.#engines(view.overview.engines, now);
    this.#orchestrator(view.overview.orchestrator, now);
    this.#refusals(view.events, now);
    this.#events(view.events, now);
    text(byId('version'), `Acexy ${view.overview.version}, up ${span(view.overview.uptime_seconds)}`);
  }

  #connection(view) {
    const words = { wait: 'Connecting', live: 'Live', polling: 'Live, polling', away: 'No answer', locked: 'Needs a key' };
    const old = (performance.now() - view.received) / 1000;
    attribute(byId('connection'), 'data-state', view.state);
    text(byId('connection-words'), words[view.state]);
    const away = view.state === 'away' || view.state === 'locked';
    document.body.classList.toggle('away', away && Boolean(view.overview));
    show(byId('away'), away);
    const since = view.overview ? ` What is shown is ${span(Math.round(old))} old.` : '';
    if (view.state === 'locked') text(byId('away'), 'This proxy wants its key before it tells what is going on: see Key, above.');
    else if (away) text(byId('away'), `${view.trouble ? sentence(view.trouble) : 'The proxy does not answer.'}${since} Trying again.`);
  }

  #totals({ streams, players, throughput }) {
    text(byId('total-streams'), String(streams.total));
    text(byId('total-players'), String(players.total));
    text(byId('total-in'), rate(throughput.in_bits_per_second.at(-1) ?? 0));
    text(byId('total-out'), rate(throughput.out_bits_per_second.at(-1) ?? 0));
  }

  #streams({ streams }, now) {
    const more = streams.total - streams.streams.length;
    text(byId('streams-words'), streams.total === 0 ? 'None is running.' : more > 0 ? `The first ${streams.streams.length} of ${streams.total}` : count(streams.total, 'stream'));
    keyed(byId('streams'), streams.streams, (stream) => stream.id, () => this.#card(now));
  }

  #card() {
    let stream;
    const figures = { engine: 'Engine', rate: 'Bit rate', players: 'Players', behind: 'Behind', peers: 'Peers', down: 'From swarm', up: 'To swarm', age: 'Age' };
    const values = Object.fromEntries(Object.keys(figures).map((name) => [name, el('dd')]));
    const state = el('span', { class: 'state' });
    const id = el('code');
    const trouble = el('p', { class: 'trouble' });
    const button = (words, action, kind = '') => el('button', { type: 'button', class: `small ${kind}`, onclick: () => action(stream) }, words);
    const watch = button('Watch', () => this.#watch.play(wishOf(stream)));
    const people = new People(this.#operator);
    const card = el('li', { class: 'card fresh' },
      el('div', { class: 'card-head' }, state, id, el('div', { class: 'buttons' },
        watch,
        button('Move', () => this.#operator.move(stream)),
        button('Diagnose', () => this.#operator.diagnose(stream)),
        button('Stop', () => this.#operator.stop(stream), 'danger'))),
      el('dl', { class: 'figures' }, ...Object.entries(figures).map(([name, words]) => el('div', {}, el('dt', {}, words), values[name]))),
      trouble,
      people.node);
    card.update = (given) => {
      stream = given;
      const now = this.#live.now();
      const [words, tone] = STATES[stream.state] ?? [stream.state, ''];
      text(state, words);
      attribute(state, 'class', `state ${tone}`);
      text(id, short(stream.id));
      attribute(id, 'title', stream.id);
      for (const one of card.querySelectorAll('.card-head button')) attribute(one, 'aria-label', `${one.textContent} stream ${short(stream.id)}`);
      show(watch, this.#watch.stream(this.#live.view.overview)?.id !== stream.id);
      text(values.engine, engineName(stream.engine, this.#labels));
      text(values.rate, rate(stream.bits_per_second));
      text(values.players, String(stream.players));
      text(values.behind, span(stream.behind_seconds));
      text(values.peers, stream.swarm?.peers === undefined ? '–' : String(stream.swarm.peers));
      text(values.down, speed(stream.swarm?.down_bytes_per_second));
      text(values.up, speed(stream.swarm?.up_bytes_per_second));
      text(values.age, span(stream.age_seconds));
      const said = troubleOf(stream, now, this.#labels);
      show(trouble, Boolean(said));
      text(trouble, said);
      people.update(stream);
    };
    return card;
  }

  #engines({ engines, total }, now) {
    const usable = engines.filter((engine) => engine.usable).length;
    text(byId('engines-words'), total === 0 ? 'None is known.' : `${count(total, 'engine')}, ${usable} could take a stream now`);
    keyed(byId('engines'), engines, (engine) => engine.address, () => this.#engineRow(now));
  }

  #engineRow() {
    const cells = Array.from({ length: 5 }, () => el('td'));
    cells[4].className = 'words';
    const row = el('tr', {}, ...cells);
    const name = el('span');
    const address = el('small', { class: 'mono' });
    cells[0].append(name, address);
    const health = el('span', { class: 'state' });
    cells[1].append(health);
    row.update = (engine) => {
      text(name, engineName(engine, this.#labels));
      text(address, engine.kind === 'proxy' ? `another proxy, ${engine.address}` : engine.address);
      text(health, engine.draining ? 'draining' : engine.health);
      attribute(health, 'class', `state ${engine.draining ? 'warn' : { healthy: 'good', unhealthy: 'bad' }[engine.health] ?? 'warn'}`);
      text(cells[2], slots(engine.slots));
      text(cells[3], vpnOf(engine));
      text(cells[4], readable(seen(engine, this.#live.now()), this.#labels));
    };
    return row;
  }

  #orchestrator(orchestrator, now) {
    text(byId('orchestrator-words'), orchestrator.configured ? (orchestrator.url ?? '') : 'Engines are chosen from the configuration.');
    const pairs = orchestrator.configured ? orchestratorPairs(orchestrator, now) : [];
    keyed(byId('orchestrator'), pairs, ([name]) => name, ([name]) => {
      const value = el('dd');
      const pair = el('div', {}, el('dt', {}, name), value);
      pair.update = ([, words, tone]) => {
        text(value, words);
        attribute(value, 'class', tone ?? '');
      };
      return pair;
    });
  }

  #refusals(events, now) {
    // A stream that does not start is the refusal of those who wait for it.
    const refused = events.filter((event) => REFUSALS.has(event.kind) && now - Date.parse(event.time) < HOUR);
    const reasons = new Map();
    for (const event of refused) {
      const name = event.detail ?? event.reason ?? event.words;
      const known = reasons.get(name) ?? { name, count: 0 };
      reasons.set(name, { name, count: known.count + 1, last: event });
    }
    text(byId('refusals-words'), refused.length === 0 ? 'Nobody was.' : count(refused.length, 'time'));
    const list = [...reasons.values()].sort((one, other) => other.count - one.count);
    keyed(byId('refusals'), list, (reason) => reason.name, () => {
      const times = el('span', { class: 'count' });
      const last = el('small');
      const said = el('span');
      const line = el('li', {}, times, el('div', { class: 'said' }, said, last));
      line.update = (reason) => {
        text(times, `${reason.count}×`);
        text(said, sentence(readable(reason.name, this.#labels, reason.last.engine)));
        text(last, `Last ${ago(reason.last.time, now)}${reason.last.stream ? `, stream ${short(reason.last.stream)}` : ''}`);
      };
      return line;
    });
  }

  #events(events, now) {
    text(byId('events-words'), events.length ? '' : 'Nothing yet.');
    const latest = events.slice(-SHOWN_EVENTS).reverse();
    keyed(byId('events'), latest, (event) => event.id, (event) => {
      const when = el('time', { class: 'when', datetime: event.time });
      const about = event.stream ? el('small', { class: 'mono', title: event.stream }, short(event.stream)) : null;
      const line = el('li', {}, when, el('div', { class: `said ${toneOf(event)}` }, sentence(readable(event.words, this.#labels, event.engine)), about));
      line.update = () => text(when, ago(event.time, this.#live.now()));
      return line;
    });
  }
}

/** Who watches one stream: asked for while it is open. */
class People {
  #operator;
  #stream = null;
  #asked = 0;
  #summary = el('summary');
  #list = el('ul', { class: 'people' });

  constructor(operator) {
    this.#operator = operator;
    this.node = el('details', { ontoggle: () => this.#ask(true) }, this.#summary, this.#list);
  }

  update(stream) {
    this.#stream = stream;
    text(this.#summary, count(stream.players, 'player'));
    this.#ask(false);
  }

  async #ask(atOnce) {
    const now = performance.now();
    if (!this.node.open || (!atOnce && now - this.#asked < PEOPLE_EVERY)) return;
    this.#asked = now;
    try {
      const { players } = await askJson(`api/v1/players?stream=${this.#stream.id}&sort=behind&limit=50`);
      keyed(this.#list, players, (player) => player.id, () => this.#person());
    } catch {
      // the page says that the proxy does not answer
    }
  }

  #person() {
    let player;
    const address = el('span', { class: 'mono' });
    const agent = el('span', { class: 'agent' });
    const facts = el('span');
    const kick = el('button', { type: 'button', class: 'small danger', onclick: () => this.#operator.kick(player) }, 'Send away');
    const line = el('li', { class: 'person' }, address, agent, facts, kick);
    line.update = (given) => {
      player = given;
      text(address, player.address || 'unknown');
      text(agent, player.agent);
      attribute(kick, 'aria-label', `Send away ${player.address || 'this player'}`);
      text(facts, [
        player.format.toUpperCase(),
        player.state === 'waiting' ? `waits for ${span(player.waited_seconds)}` : `${player.begin ?? 'joined'} in ${span(player.waited_seconds)}`,
        player.behind_seconds === undefined ? null : `${span(player.behind_seconds)} behind`,
        bytes(player.bytes),
        player.skips ? count(player.skips, 'skip') : null,
      ].filter(Boolean).join(', '));
    };
    return line;
  }
}

const speed = (value) => (value === undefined ? '–' : rate(value * 8));

function troubleOf(stream, now, labels) {
  const change = stream.last_switch && (stream.last_switch.why || now - Date.parse(stream.last_switch.time) < 300_000) ? switched(stream.last_switch, now, labels) : '';
  const silent = stream.silent_seconds > 2 ? `No media for ${span(stream.silent_seconds)}.` : '';
  const trouble = stream.trouble && !change ? sentence(readable(stream.trouble, labels)) : '';
  return [silent, change, trouble].filter(Boolean).join(' ');
}

function slots({ ours, others, most }) {
  const used = others ? `${ours} ours, ${others} others` : `${ours} ours`;
  return most === undefined ? used : `${used} of ${most}`;
}

function vpnOf(engine) {
  if (!engine.vpn) return '–';
  return [engine.vpn.container, engine.vpn.forwarded && 'port forwarded'].filter(Boolean).join(', ') || '–';
}

function seen(engine, now) {
  const failure = engine.last_failure;
  return [
    engine.unreachable && `Does not answer: ${sentence(engine.unreachable)}`,
    engine.drain_reason && `Draining: ${sentence(engine.drain_reason)}`,
    failure && `${ago(failure.time, now)}: ${sentence(failure.why)}`,
    !engine.unreachable && !failure && (engine.usable ? 'Could take a stream.' : 'Takes no stream now.'),
  ].filter(Boolean).join(' ');
}

function orchestratorPairs(told, now) {
  const pairs = [];
  const since = (time) => (time ? ` since ${span((now - Date.parse(time)) / 1000)}` : '');
  pairs.push(told.reachable === false
    ? ['Answers', `No${since(told.since)}. ${sentence(told.trouble)}`, 'bad']
    : ['Answers', `Yes${told.state ? `, and says it is ${told.state}` : ''}${told.stale ? ', but what is known is old' : ''}`, told.stale ? 'warn' : 'good']);
  if (told.key_refused) pairs.push(['Key', 'It refuses the key of this proxy.', 'bad']);
  if (told.vpn) pairs.push(['VPN', ...vpn(told.vpn, since)]);
  if (told.breaker?.state) {
    pairs.push(['Breaker', `${sentence(told.breaker.state).slice(0, -1)}${since(told.breaker.since)}`, told.breaker.state === 'closed' ? 'good' : 'bad']);
  }
  if (told.provisioning) pairs.push(['New engines', ...provisioning(told.provisioning)]);
  if (told.reports) {
    const lost = told.reports.lost ? `, ${told.reports.lost} lost` : '';
    pairs.push(['Reports', `${told.reports.waiting} waiting, ${told.reports.delivered} delivered${lost}`, told.reports.lost ? 'bad' : '']);
  }
  if (told.dialect) pairs.push(['Kind', told.dialect]);
  return pairs;
}

function vpn(told, since) {
  if (!told.enabled) return ['Not used'];
  const nodes = told.nodes ? `, ${told.nodes_healthy ?? 0} of ${told.nodes} nodes healthy` : '';
  const port = told.forwarded_port ? `, port ${told.forwarded_port}` : '';
  return told.down ? [`Down${since(told.since)}${nodes}`, 'bad'] : [`Up${since(told.since)}${nodes}${port}`, 'good'];
}

function provisioning(told) {
  const words = { allowed: 'Would be started when they are needed.', blocked: 'Not started', unknown: 'Not known' }[told.verdict];
  const why = told.reason ?? told.code;
  const blocked = told.verdict === 'blocked';
  const unreachable = told.unreachable_engines ? ` ${sentence(told.unreachable_engines)}` : '';
  return [`${blocked && why ? `${words}: ${sentence(why)}` : sentence(words)}${unreachable}`, blocked ? 'warn' : ''];
}

const TONES = {
  stream_failed: 'bad', engine_start_failed: 'bad', player_refused: 'bad', engine_suspected: 'warn', stream_switched: 'warn', stream_turned: 'warn', player_skipped: 'warn',
};

function toneOf(event) {
  return TONES[event.kind] ?? '';
}
