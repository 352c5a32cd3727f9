// The overview of the repository that tests/cli/site_browser.bats makes: finding documents in it, with the
// keyboard and the pointer, on screen and on paper, with scripts and without.
import { equal, holds } from './checks.mjs';
import { focused } from './in_page.mjs';
import { COUNT, count, rows } from './listing.mjs';

const NOTES = 130;
const PAGE = 'index.html';

const number = (from) => String(from).padStart(3, '0');
const notes = (...numbers) => numbers.map((n) => `Note ${number(n)}`);
const REVIEWED = notes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

// The overview as somebody uses it.
class Overview {
  static async open(site, context, fragment = '') {
    const overview = new Overview();
    Object.assign(overview, await site.open(context, PAGE, fragment));
    overview.tab.setDefaultTimeout(20_000);
    return overview;
  }

  rows() {
    return rows(this.tab);
  }

  async titles() {
    return this.rows().evaluateAll((all) => all.map((row) => row.querySelector('a').textContent.trim()));
  }

  count() {
    return count(this.tab);
  }

  async counts(expected, what) {
    const is = ([pattern, wanted]) =>
      Number(document.querySelector('#count').textContent.match(new RegExp(pattern))?.[1]) === wanted;
    try {
      await this.tab.waitForFunction(is, [COUNT.source, expected]);
    } catch {
      throw new Error(`${what}: "${await this.tab.locator('#count').textContent()}", not ${expected}`);
    }
  }

  async shows(titles, what) {
    await this.counts(titles.length, what);
    equal((await this.titles()).sort(), titles, what);
  }

  async only(kind) {
    await this.tab.selectOption('#kind', { value: kind });
  }

  fragment() {
    return this.tab.evaluate(() => new URLSearchParams(location.hash.slice(1)).toString());
  }
}

// Everything that Tab stops at, from the top, until it leaves the page or has seen `most`.
async function stops(tab, most) {
  const seen = [];
  for (let i = 0; i < most; i++) {
    await tab.keyboard.press('Tab');
    const stop = await tab.evaluate(focused);
    if (!stop) break;
    seen.push(stop);
  }
  return seen;
}

export default async function look(site, checks) {
  const context = await site.window();
  const visit = async (name, what, fragment) =>
    checks.run(name, async () => {
      const overview = await Overview.open(site, context, fragment);
      await what(overview);
      equal(overview.said, [], 'messages');
      await overview.tab.close();
    });

  await visit('the search narrows the rows, whatever is typed, and the count follows', async (overview) => {
    const { tab } = overview;
    const all = await overview.count();
    holds(all > NOTES, `there are ${all} documents`);
    await tab.fill('#q', 'note 007');
    await overview.shows(notes(7), 'note 007');
    await tab.fill('#q', 'NOTE-007');
    await overview.shows(notes(7), 'an id, in capitals');
    await tab.fill('#q', '  note-00   NOTE  ');
    await overview.shows(notes(1, 2, 3, 4, 5, 6, 7, 8, 9), 'two words');
    for (const text of [
      '[',
      '(*',
      '\\',
      '.*',
      '<b>',
      '%00',
      '__proto__',
      'constructor',
      '"\'&',
      'x'.repeat(10_000),
    ]) {
      await tab.fill('#q', text);
      await overview.shows([], text.slice(0, 20));
    }
    await tab.fill('#q', '');
    await overview.counts(all, 'nothing typed');
  });

  await visit('the count is read out when it changes', async ({ tab }) => {
    equal(await tab.locator('#count').getAttribute('role'), 'status', 'role');
  });

  await visit('kind, status, state and staleness narrow the rows, each further', async (overview) => {
    const { tab } = overview;
    await overview.only('note');
    await overview.counts(NOTES, 'notes');
    await tab.selectOption('#status', { value: 'review' });
    await overview.shows(REVIEWED, 'notes in review');
    await tab.selectOption('#state', { value: 'stale' });
    await overview.shows(notes(1, 3), 'stale notes');
    await tab.check('#stale-week');
    await overview.shows(notes(1), 'notes that went stale this week');
    await tab.selectOption('#state', { index: 0 });
    await tab.selectOption('#status', { index: 0 });
    await tab.selectOption('#kind', { index: 0 });
    await overview.shows(notes(1), 'what went stale this week');
  });

  await visit(
    'a person finds what needs their sign-off, and somebody else something else',
    async (overview) => {
      const { tab } = overview;
      await overview.only('note');
      await tab.selectOption('#person', { value: 'alice' });
      await overview.shows(notes(1, 3, 4, 5, 6, 7, 8, 9, 10), 'needs Alice');
      await tab.fill('#q', 'note-00');
      await tab.selectOption('#state', { value: 'stale' });
      await overview.shows(notes(1, 3), 'needs Alice again');
      await tab.selectOption('#state', { index: 0 });
      await tab.selectOption('#person', { value: 'bob' });
      await overview.shows(notes(1, 3, 4, 5, 6, 7, 8, 9), 'needs Bob');
    }
  );

  await visit(
    'what is chosen stands in the address, survives a reload, and can be sent to others',
    async (overview) => {
      const { tab } = overview;
      await tab.fill('#q', 'note-00');
      await overview.only('note');
      await tab.selectOption('#person', { value: 'alice' });
      await tab.check('#stale-week');
      await overview.shows(notes(1), 'before');
      const address = await overview.fragment();
      const names = [...new URLSearchParams(address).keys()].sort();
      for (const name of ['kind', 'person', 'q']) holds(names.includes(name), `${name} is not in ${address}`);
      await tab.reload();
      await overview.shows(notes(1), 'after a reload');
      equal(await tab.inputValue('#q'), 'note-00', 'the search');
      equal(await tab.inputValue('#person'), 'alice', 'the person');
      equal(await tab.isChecked('#stale-week'), true, 'the box');
      const other = await Overview.open(site, context, `#${address}`);
      await other.shows(notes(1), 'for somebody else');
      equal(other.said, [], 'messages');
      await other.tab.close();
    }
  );

  await visit(
    'the address of a search opens it',
    async (overview) => {
      await overview.shows(notes(1, 3), 'by address');
    },
    '#q=note&kind=note&person=alice&state=stale'
  );

  await checks.run('an address that nobody could have chosen does no harm', async () => {
    for (const fragment of [
      '#q=<img src=x onerror=alert(1)>',
      '#kind=__proto__&person=constructor',
      '#%E0%A4%A',
      '#q=%E0%A4%A',
      '#&&==&q',
      '#__proto__[x]=1&constructor=2',
      '#state=toString&status=%00',
      `#q=${'a'.repeat(60_000)}`,
    ]) {
      const overview = await Overview.open(site, context, fragment);
      await overview.tab.locator('#count').waitFor();
      equal(overview.said, [], fragment.slice(0, 40));
      equal(await overview.tab.locator('main img').count(), 0, fragment.slice(0, 40));
      await overview.tab.close();
    }
  });

  await visit('rows that are many come some at a time, until all are there', async (overview) => {
    const { tab } = overview;
    const all = await overview.count();
    const first = await overview.rows().count();
    holds(first < all && first <= 200, `${first} rows of ${all} at first`);
    for (let shown = first; await tab.locator('#more').isVisible();) {
      await tab.click('#more');
      const now = await overview.rows().count();
      holds(now > shown, `${now} rows after ${shown}`);
      shown = now;
    }
    equal(await overview.rows().count(), all, 'rows in the end');
  });

  await visit('Enter in the search leaves the page as it is', async (overview) => {
    const { tab } = overview;
    const address = tab.url().split('#')[0];
    await tab.fill('#q', 'note 007');
    await tab.press('#q', 'Enter');
    await overview.shows(notes(7), 'after Enter');
    equal(tab.url().split(/[?#]/)[0], address, 'the page');
    holds(!tab.url().includes('?'), tab.url());
  });

  await visit('Tab stops at everything, in the order of the page, and one sees where', async (overview) => {
    const { tab } = overview;
    await tab.fill('#q', 'note 007');
    await overview.shows(notes(7), 'one row');
    await tab.evaluate(() => document.activeElement.blur());
    await tab.reload();
    await overview.shows(notes(7), 'one row');
    const seen = await stops(tab, 80);
    const at = (is) => seen.findIndex(is);
    const order = [
      ['the link to the content', at((stop) => stop.className.includes('skip'))],
      ['the navigation', at((stop) => stop.within.includes('nav'))],
      ...['q', 'kind', 'status', 'state', 'person', 'stale-week'].map((id) => [
        id,
        at((stop) => stop.id === id),
      ]),
      ['a row', at((stop) => stop.within.includes('tbody') && stop.tag === 'a')],
    ];
    equal(
      order.filter(([, place]) => place < 0).map(([what]) => what),
      [],
      'never reached'
    );
    equal(order[0][1], 0, 'the first stop');
    equal(
      [...order].sort((a, b) => a[1] - b[1]).map(([what]) => what),
      order.map(([what]) => what),
      'the order'
    );
    equal(
      seen.filter((stop) => stop.within.includes('nav')).length,
      await tab.locator('nav a').count(),
      'navigation'
    );
    const hidden = seen.filter((stop) => !stop.isMarked || !stop.isInView);
    equal(
      hidden.map((stop) => `${stop.tag}#${stop.id}`),
      [],
      'not seen to have the focus'
    );
  });

  await visit('a slash goes to the search, but where it is typed it is typed', async ({ tab }) => {
    await tab.keyboard.press('/');
    equal(await tab.evaluate(() => document.activeElement.id), 'q', 'the focus');
    await tab.keyboard.type('a/b');
    equal(await tab.inputValue('#q'), 'a/b', 'the search');
  });

  await visit(
    'a header sorts by its column, up, down and as it was, by the keyboard too',
    async (overview) => {
      const { tab } = overview;
      await tab.fill('#q', 'note-00');
      await overview.only('note');
      await overview.counts(9, 'rows');
      const usual = await overview.titles();
      const header = tab.locator('#rows thead th').first();
      const sorted = notes(1, 2, 3, 4, 5, 6, 7, 8, 9);
      for (const [order, titles] of [
        ['ascending', sorted],
        ['descending', sorted.toReversed()],
        [null, usual],
      ]) {
        await header.locator('button').press('Enter');
        equal(await header.getAttribute('aria-sort'), order, 'what is said of the order');
        equal(await overview.titles(), titles, order ?? 'as it was');
        if (order) holds((await overview.fragment()).includes('sort='), 'it is in the address');
      }
    }
  );

  await visit('everything chosen is taken back at once', async (overview) => {
    const { tab } = overview;
    const all = await overview.count();
    await tab.fill('#q', 'note-00');
    await overview.only('note');
    await overview.counts(9, 'rows');
    await tab.click('form.filters [type=reset]');
    await overview.counts(all, 'rows');
    equal(await overview.fragment(), '', 'the address');
  });

  await visit('who has nothing to sign finds themselves all the same', async (overview) => {
    const { tab } = overview;
    holds(await tab.locator('#person').isVisible(), 'the choice of a person is there');
    await tab.selectOption('#person', { value: 'carol' });
    await overview.shows([], 'nothing needs Carol');
  });

  await visit(
    'the link to the content keeps what is chosen',
    async (overview) => {
      const { tab } = overview;
      await overview.counts(notes(1).length, 'at first');
      await tab.locator('a.skip').focus();
      await tab.keyboard.press('Enter');
      equal(await tab.evaluate(() => document.activeElement.id), 'Main', 'the focus');
      equal(await overview.fragment(), 'stale-week=1', 'the address');
    },
    '#stale-week=1'
  );

  await checks.run('a figure leads down to its rows, on a telephone too', async () => {
    const narrow = await site.window({ viewport: { width: 360, height: 640 } });
    const overview = await Overview.open(site, narrow);
    await overview.tab.locator('.figures a[href$="#stale-week=1"]').click();
    await overview.counts(1, 'rows');
    holds(
      await overview.tab.evaluate(() => {
        const { top, bottom } = document.querySelector('#count').getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      }),
      'the count is in sight'
    );
    await narrow.close();
  });

  await checks.run('a word of the glossary is explained on hover and on focus, until Escape', async () => {
    const { tab, said } = await site.open(context, 'documents/feed-ranker-v42-readiness.html');
    const term = tab.locator('.article p .term').first();
    const tip = term.locator('[role=tooltip]');
    holds(!(await tip.isVisible()), 'hidden at first');
    await term.locator('dfn').hover();
    holds(await tip.isVisible(), 'shown on hover');
    equal(
      await term.locator('dfn').getAttribute('aria-describedby'),
      await tip.getAttribute('id'),
      'what describes it'
    );
    await tab.keyboard.press('Escape');
    holds(!(await tip.isVisible()), 'closed with Escape');
    await tab.mouse.move(0, 0);
    await term.locator('dfn').focus();
    holds(await tip.isVisible(), 'shown on focus');
    await tab.keyboard.press('Escape');
    holds(!(await tip.isVisible()), 'closed with Escape again');
    equal(said, [], 'messages');
    await tab.close();
  });

  await visit('the link to the content leads there', async ({ tab }) => {
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    equal(await tab.evaluate(() => document.activeElement.localName), 'main', 'the focus');
  });

  await visit('a row leads to its document, and back is where one was', async (overview) => {
    const { tab } = overview;
    await tab.fill('#q', 'note 007');
    await overview.shows(notes(7), 'one row');
    await overview.rows().first().locator('a').first().click();
    await tab.waitForURL(/documents\//);
    equal((await tab.locator('main h1').first().textContent()).trim(), 'Note 007', 'the document');
    await tab.goBack();
    await overview.shows(notes(7), 'back again');
  });

  await visit('paper has every row that was found, or says that there are more', async (overview) => {
    const { tab } = overview;
    await tab.emulateMedia({ media: 'print' });
    const all = await overview.count();
    const rows = await overview.rows().count();
    if (rows < all) {
      const text = await tab.locator('#count').innerText();
      holds(text.includes(String(rows)) && text.includes(String(all)), `${rows} rows, and "${text}"`);
    }
    equal(await tab.locator('#q').isVisible(), false, 'the search is on paper');
  });

  await checks.run(
    'without scripts there are rows, a way to all others, and no control that does nothing',
    async () => {
      const plain = await site.window({ javaScriptEnabled: false });
      const overview = await Overview.open(site, plain);
      const rows = await overview.rows().count();
      holds(rows > 20, `${rows} rows`);
      const dead = await overview.tab.locator('main :is(input, select, button):visible').count();
      equal(dead, 0, 'controls');
      equal(overview.said, [], 'messages');
      await plain.close();
    }
  );

  await context.close();
}
