// What every page of a site holds to.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { darkness, foreign, places, widest } from './in_page.mjs';

const QUIET = 'every page loads without a message, a dialog, or a request for anything but files of the site';
const POLICY = 'every page has a strict Content-Security-Policy, before anything that it governs';
const OWN = 'no page holds an element, an attribute or an address that runs something';
const LINKS = 'every link within the site leads to a page, and to a place in it';
const WIDTH = 'no page scrolls sideways, on a telephone, on a desk, or on paper';
const DARK = 'every page is dark where darkness is wanted, and light where it is not';
const PAPER = 'every page is dark on light on paper, whatever the screen is';
const PLAIN = 'without scripts every page has its heading, its navigation, and text';
const REACHED = 'without scripts links lead from the overview to every page';
const AXE = {
  light: 'axe-core finds nothing serious in light',
  dark: 'axe-core finds nothing serious in dark',
};

// Sources that a page may name in its policy, by directive.
const SOURCES = ["'none'", "'self'"];
const CLOSED = ['default-src', 'base-uri', 'form-action'];

// So many pages of documents that are alike are looked at.
const ALIKE = 3;

function policyFaults(html) {
  const meta = html.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/);
  if (!meta) return ['no policy'];
  const faults = [];
  if (/<(link|script|style|img|body)\b/.test(html.slice(0, meta.index))) faults.push('the policy comes late');
  const directives = new Map(
    meta[1].split(';').map((text) => {
      const [name, ...sources] = text.trim().split(/\s+/);
      return [name, sources];
    })
  );
  for (const name of CLOSED) {
    if (directives.get(name)?.join() !== "'none'") faults.push(`${name} is not 'none'`);
  }
  for (const [name, sources] of directives) {
    for (const source of sources) if (!SOURCES.includes(source)) faults.push(`${name} allows ${source}`);
  }
  return faults;
}

// Places that links name, with the page each is on: looked up when all pages were seen.
class Links {
  #names = new Map();
  #wanted = [];

  constructor(site) {
    this.site = site;
  }

  async add(page, tab) {
    const { ids, hrefs } = await tab.evaluate(places);
    this.#names.set(this.site.url(page), new Set(ids));
    for (const href of hrefs) this.#wanted.push([page, href]);
  }

  #fault(href) {
    const url = new URL(href);
    if (['http:', 'https:', 'mailto:'].includes(url.protocol)) return null;
    if (url.protocol !== 'file:') return `an address of another kind: ${href}`;
    const place = decodeURIComponent(url.hash.slice(1));
    url.hash = '';
    url.search = '';
    const file = fileURLToPath(url);
    if (!file.startsWith(this.site.root + path.sep)) return `leaves the site: ${href}`;
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return `no such page: ${href}`;
    const names = this.#names.get(url.href);
    // What follows the page may also be a search in it.
    if (place && names && !place.includes('=') && !names.has(place)) return `no such place: ${href}`;
    return null;
  }

  faults() {
    return this.#wanted
      .map(([page, href]) => [page, this.#fault(href)])
      .filter(([, fault]) => fault)
      .map(([page, fault]) => `${page}: ${fault}`);
  }

  // Pages that no chain of links leads to from the first one.
  lost() {
    const to = new Map(this.site.pages.map((page) => [this.site.url(page), []]));
    for (const [page, href] of this.#wanted) to.get(this.site.url(page)).push(href.split(/[?#]/)[0]);
    const seen = new Set([this.site.url('index.html')]);
    for (const page of seen) to.get(page)?.forEach((href) => seen.add(href));
    return this.site.pages.filter((page) => !seen.has(this.site.url(page)));
  }
}

async function lookAtPage(site, context, page, fault, links) {
  const { tab, said } = await site.open(context, page);
  fault(OWN, await tab.evaluate(foreign));
  await links.add(page, tab);
  for (const colorScheme of ['light', 'dark']) {
    await tab.emulateMedia({ colorScheme });
    const dark = await tab.evaluate(darkness);
    if (dark.ground !== (colorScheme === 'dark')) fault(DARK, [`${dark.text} in ${colorScheme}`]);
  }
  for (const [width, media] of [
    [1280, 'screen'],
    [360, 'screen'],
    [700, 'print'],
  ]) {
    await tab.emulateMedia({ media, colorScheme: 'dark' });
    await tab.setViewportSize({ width, height: 800 });
    fault(
      WIDTH,
      (await tab.evaluate(widest)).map((text) => `at ${width}, ${media}: ${text}`)
    );
  }
  const paper = await tab.evaluate(darkness);
  if (paper.ground || !paper.ink) fault(PAPER, [paper.text]);
  fault(QUIET, said);
  await tab.close();
}

// All rules once; in the dark those that look at colours, on a telephone those that look at widths.
const VIEWS = [
  [AXE.light, 'light', 1280, null],
  [AXE.light, 'light', 360, ['scrollable-region-focusable', 'target-size']],
  [AXE.dark, 'dark', 1280, ['color-contrast', 'link-in-text-block']],
];

async function lookWithAxe(site, context, source, page, fault) {
  const { tab } = await site.open(context, page);
  await tab.evaluate(source);
  for (const [name, colorScheme, width, rules] of VIEWS) {
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize({ width, height: 900 });
    const options = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
    const { violations } = await tab.evaluate((how) => window.axe.run(document, how), options);
    for (const { id, impact, help, nodes } of violations) {
      if (!['serious', 'critical'].includes(impact)) continue;
      for (const { html, failureSummary } of nodes) {
        fault(name, [`at ${width}: ${id}: ${help}\n${html}\n${failureSummary}`]);
      }
    }
  }
  await tab.close();
}

async function lookWithoutScripts(site, context, page, fault, links) {
  const { tab, said } = await site.open(context, page);
  for (const selector of ['main h1', 'nav a']) {
    if (!(await tab.locator(selector).first().isVisible())) fault(PLAIN, [`no ${selector}`]);
  }
  if ((await tab.locator('main').innerText()).trim().length < 40) fault(PLAIN, ['hardly any text']);
  fault(PLAIN, said);
  fault(OWN, await tab.evaluate(foreign));
  await links.add(page, tab);
  await tab.close();
}

// Of documents whose names only differ by a number, a few.
function chosen(pages) {
  const seen = new Map();
  return pages.filter((page) => {
    if (!page.startsWith('documents/')) return true;
    const like = page.replace(/\d+/g, '#');
    seen.set(like, (seen.get(like) ?? 0) + 1);
    return seen.get(like) <= ALIKE;
  });
}

export default async function look(site, checks) {
  checks.begin(QUIET, POLICY, OWN, LINKS, WIDTH, DARK, PAPER, PLAIN, REACHED, AXE.light, AXE.dark);
  const source = readFileSync(site.axe, 'utf8');
  const links = new Links(site);
  const plainLinks = new Links(site);
  const usual = await site.window();
  // axe is not of the site: its policy would keep it out.
  const open = await site.window({ bypassCSP: true });
  const plain = await site.window({ javaScriptEnabled: false });
  if (!site.pages.length) checks.fault(QUIET, 'there are no pages');
  for (const page of chosen(site.pages)) {
    const fault = (name, texts) => texts.forEach((text) => checks.fault(name, `${page}: ${text}`));
    fault(POLICY, policyFaults(readFileSync(path.join(site.root, page), 'utf8')));
    await lookAtPage(site, usual, page, fault, links);
    await lookWithoutScripts(site, plain, page, fault, plainLinks);
    await lookWithAxe(site, open, source, page, fault);
  }
  for (const text of new Set([...links.faults(), ...plainLinks.faults()])) checks.fault(LINKS, text);
  for (const page of plainLinks.lost()) checks.fault(REACHED, page);
  for (const context of [usual, open, plain]) await context.close();
}
