// Two simulated engines of one swarm and the proxy before them, for the other scripts here.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export const CHANNEL = '0123456789abcdef0123456789abcdef01234567';
export const PORTS = [26878, 26879];
const PROXY = 28080;
export const BASE = `http://127.0.0.1:${PROXY}`;

export class Stage {
  #ending = [];

  // What is to be done when the stage is closed, in the opposite order.
  atEnd(task) {
    this.#ending.push(task);
  }

  // Engines are in the proxy's jar, for its demo. Returns the engines' process, which takes commands.
  async open(jar, clip, settings = {}) {
    const file = clip ? ['--file', clip] : [];
    const engines = this.#java(jar, 'io.acexy.simulator.engine.EngineSimulatorMain',
      ['--ports', PORTS.join(','), '--fast', '--spread', '2000', ...file]);
    this.#java(jar, 'io.acexy.server.Main', ['--listen-addr', `127.0.0.1:${PROXY}`], {
      ACEXY_ENGINES: PORTS.map((port) => `127.0.0.1:${port}`).join(','),
      ACEXY_ENGINE_HEALTH_INTERVAL: '500ms',
      ...settings,
    });
    await answers(`${BASE}/ace/status`);
    return engines;
  }

  #java(jar, main, args, env = {}) {
    const child = spawn('java', ['-cp', jar, main, ...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    this.atEnd(() => child.kill());
    return child;
  }

  async close() {
    for (const task of this.#ending.reverse()) await task();
  }
}

async function answers(url) {
  for (let i = 0; i < 200; i++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // not yet
    }
    await sleep(100);
  }
  throw new Error(`${url} does not answer`);
}

// Gives a player a session: the address of its list.
export async function openList(wanted) {
  const index = await (await fetch(`${BASE}/ace/manifest.m3u8?${wanted}`)).text();
  return new URL(index.trim().split('\n').at(-1), `${BASE}/ace/`);
}
