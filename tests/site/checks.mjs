// What was looked at and what was found wrong, said as lines: `ok NAME`, or `not ok NAME` and what it is.

import { stripVTControlCharacters } from 'node:util';

// More of one kind is said to be more, and not said in full.
const MOST = 20;

export class Checks {
  #faults = new Map();

  // These are looked at, whatever is found.
  begin(...names) {
    for (const name of names) {
      if (this.#faults.has(name)) throw new Error(`twice: ${name}`);
      this.#faults.set(name, []);
    }
  }

  fault(name, text) {
    this.#faults.get(name).push(text);
  }

  // One check from begin to end; what it throws is its fault.
  async run(name, look) {
    this.begin(name);
    try {
      await look();
    } catch (error) {
      this.fault(name, stripVTControlCharacters(error.message));
    }
  }

  *lines() {
    for (const [name, faults] of this.#faults) {
      yield `${faults.length ? 'not ok' : 'ok'} ${name}`;
      for (const text of faults.slice(0, MOST)) yield `    ${text.replaceAll('\n', '\n    ')}`;
      if (faults.length > MOST) yield `    and ${faults.length - MOST} more`;
    }
  }
}

export function equal(actual, expected, what) {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== b) throw new Error(`${what}: ${a}, not ${b}`);
}

export function holds(condition, what) {
  if (!condition) throw new Error(what);
}
