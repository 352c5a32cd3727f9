// node browser.mjs NODE_MODULES SITE SUITE...: opens the pages of a site from their files in Debian's
// chromium, one for all suites, and says what each of SUITE.mjs beside this file finds. Exit status 0
// when all was looked at, whatever was found.
import { execFileSync } from 'node:child_process';
import { readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { Checks } from './checks.mjs';

// Of a single step in the browser, on a machine that does much else.
const PATIENCE = 60_000;

const [modules, directory, ...suites] = process.argv.slice(2);
const require = createRequire(`${path.resolve(modules)}/`);
const root = realpathSync(directory);

class Site {
  constructor(browser) {
    this.browser = browser;
    this.root = root;
    this.axe = require.resolve('axe-core/axe.min.js');
    this.pages = readdirSync(root, { recursive: true })
      .filter((name) => name.endsWith('.html'))
      .sort();
  }

  url(page) {
    return pathToFileURL(path.join(root, page)).href;
  }

  // A window of its own, as playwright's newContext takes options.
  async window(options = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(PATIENCE);
    return context;
  }

  // Opens a page; `said` gets what a visitor should never see or cause.
  async open(context, page, fragment = '') {
    const tab = await context.newPage();
    const said = [];
    const own = `${pathToFileURL(root).href}/`;
    tab.on('console', (message) => {
      if (['error', 'warning', 'assert'].includes(message.type())) said.push(message.text());
    });
    tab.on('pageerror', (error) => said.push(`uncaught: ${error.message}`));
    tab.on('request', (request) => {
      if (!request.url().startsWith(own)) said.push(`asks for ${request.url()}`);
    });
    tab.on('requestfailed', (request) => {
      // What leaving a page cut short is no fault of it.
      if (request.failure().errorText !== 'net::ERR_ABORTED') said.push(`does not get ${request.url()}`);
    });
    tab.on('dialog', (dialog) => {
      said.push(`opens a dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    tab.on('popup', () => said.push('opens a window'));
    await tab.goto(this.url(page) + fragment, { waitUntil: 'load' });
    return { tab, said };
  }
}

const { chromium } = require('playwright-core');
const browser = await chromium.launch({
  executablePath: execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim(),
  // chromium has no sandbox for root.
  chromiumSandbox: process.getuid() !== 0,
  args: ['--disable-gpu', '--disable-dev-shm-usage'],
  timeout: PATIENCE,
});
const checks = new Checks();
try {
  const site = new Site(browser);
  for (const suite of suites) {
    const { default: look } = await import(`./${suite}.mjs`);
    await look(site, checks);
  }
} finally {
  for (const line of checks.lines()) console.log(line);
  await browser.close();
}
