// The site of a repository that hostile.py wrote: its texts are shown as texts, wherever they stand.
import { readdirSync, readFileSync } from 'node:fs';

import { equal, holds } from './checks.mjs';
import { foreign } from './in_page.mjs';
import { rows } from './listing.mjs';

const TEXTS = JSON.parse(readFileSync(new URL('hostile.json', import.meta.url), 'utf8'));

// What steers a terminal or a line of text, and is shown by its number instead.
const STEERS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/u;

const printable = TEXTS.filter((text) => !STEERS.test(text));
const folded = (text) => text.replace(/\s+/g, ' ').trim();

export default async function look(site, checks) {
  const context = await site.window();
  const text = async (tab, selector) => folded(await tab.locator(selector).first().textContent());

  await checks.run(
    'every hostile title is found by searching for it, and stands in its row as text',
    async () => {
      const { tab, said } = await site.open(context, 'index.html');
      for (const title of printable) {
        await tab.fill('#q', title);
        const row = rows(tab).filter({ hasText: title }).first();
        await row.waitFor({ timeout: 20_000 }).catch(() => {
          throw new Error(`no row for ${title}`);
        });
        equal(await tab.evaluate(foreign), [], title);
      }
      equal(said, [], 'messages');
      await tab.close();
    }
  );

  await checks.run(
    'a document shows hostile text as text: title, heading, paragraph, cell, code',
    async () => {
      for (const title of printable) {
        const { tab, said } = await site.open(context, `documents/n${TEXTS.indexOf(title)}.html`);
        const shown = await text(tab, 'main');
        equal(await text(tab, 'main h1'), folded(title), 'the title');
        holds((await tab.title()).includes(folded(title)), `the window's title: ${await tab.title()}`);
        for (const selector of ['main :is(h2, h3)', 'main p', 'main th', 'main td', 'main pre']) {
          const found = (await tab.locator(selector).allTextContents()).map(folded);
          holds(
            found.some((part) => part.includes(folded(title))),
            `${title}: not in ${selector} of ${shown}`
          );
        }
        equal(said, [], title);
        await tab.close();
      }
    }
  );

  await checks.run('no page has a character that steers what is shown', async () => {
    const bad = [];
    for (const page of site.pages) {
      const { tab } = await site.open(context, page);
      const shown = await tab.evaluate(() => document.documentElement.textContent);
      const found = shown.match(STEERS);
      if (found)
        bad.push(`${page}: ${JSON.stringify(shown.slice(Math.max(0, found.index - 30), found.index + 10))}`);
      await tab.close();
    }
    equal(bad, [], 'pages');
  });

  await checks.run('every choice of every filter works, whatever it is called', async () => {
    const { tab, said } = await site.open(context, 'index.html');
    for (const id of ['kind', 'status', 'state', 'person']) {
      // A choice of one is none.
      if (!(await tab.locator(`#${id}`).isVisible())) continue;
      const values = await tab
        .locator(`#${id} option`)
        .evaluateAll((options) => options.map((option) => option.value));
      for (const value of values) {
        await tab.selectOption(`#${id}`, { value });
        // What can be chosen stands in a row, but a person may have nothing to do.
        if (id !== 'person') await rows(tab).first().waitFor({ timeout: 20_000 });
        await tab.reload();
        equal(await tab.inputValue(`#${id}`), value, `${id} after a reload`);
      }
      await tab.selectOption(`#${id}`, { index: 0 });
    }
    equal(said, [], 'messages');
    await tab.close();
  });

  await checks.run('pictures that stand alone are pictures, and run nothing', async () => {
    const pictures = readdirSync(site.root, { recursive: true }).filter((name) => name.endsWith('.svg'));
    holds(pictures.length > 0, 'there are none');
    for (const picture of pictures) {
      const { tab, said } = await site.open(context, picture);
      equal(
        await tab.evaluate(() => document.documentElement.namespaceURI),
        'http://www.w3.org/2000/svg',
        picture
      );
      equal(
        await tab.evaluate(() => document.querySelectorAll('script, foreignObject, image, use, a').length),
        0,
        picture
      );
      equal(said, [], picture);
      await tab.close();
    }
  });

  await context.close();
}
