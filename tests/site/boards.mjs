// The boards of a site: what the overview counts is found where it says, and every list can be searched.
import { equal, holds } from './checks.mjs';
import { count, rows } from './listing.mjs';

export default async function look(site, checks) {
  const context = await site.window();
  const boards = site.pages.filter((page) => page.startsWith('boards/'));

  await checks.run('a figure of the overview leads to as many rows as it says', async () => {
    const { tab, said } = await site.open(context, 'index.html');
    const figures = await tab.locator('.figures li').evaluateAll((items) =>
      items.map((item) => ({
        number: Number(item.querySelector('strong').textContent),
        href: item.querySelector('a').getAttribute('href'),
      }))
    );
    holds(figures.length > 0, 'there are none');
    holds(
      figures.some(({ number }) => number > 0),
      'all of them are zero'
    );
    for (const { number, href } of figures) {
      const [page, fragment] = href.split('#');
      const { tab: board, said: more } = await site.open(context, page, `#${fragment}`);
      equal(await count(board), number, href);
      equal(more, [], href);
      await board.close();
    }
    equal(said, [], 'messages');
    await tab.close();
  });

  await checks.run('every list of a board is searched and filtered, and says how much is left', async () => {
    let lists = 0;
    for (const page of boards) {
      const { tab, said } = await site.open(context, page);
      if (await tab.locator('form.filters').count()) {
        lists++;
        const all = await count(tab);
        equal(await rows(tab).count(), Math.min(all, 100), `${page}: rows at first`);
        await tab.fill('#q', 'nothing is called this');
        equal([await count(tab), await rows(tab).count()], [0, 0], `${page}: nothing found`);
        await tab.fill('#q', '');
        equal(await count(tab), all, `${page}: all again`);
        for (const control of await tab.locator('form.filters select:visible').all()) {
          const options = await control.locator('option').evaluateAll((all) => all.map(({ value }) => value));
          for (const value of options.filter(Boolean)) {
            await control.selectOption({ value });
            const found = await count(tab);
            // People stand there who have nothing to do.
            const least = (await control.getAttribute('id')) === 'person' ? 0 : 1;
            holds(found >= least && found <= all, `${page}: ${found} of ${all} are ${value}`);
          }
          await control.selectOption({ index: 0 });
        }
      }
      equal(said, [], page);
      await tab.close();
    }
    holds(lists > 3, `${lists} boards have a list`);
  });

  await checks.run('the script shows the rows as they stand in the page without it', async () => {
    const plain = await site.window({ javaScriptEnabled: false });
    for (const page of ['index.html', ...boards]) {
      const [with_, without] = await Promise.all([context, plain].map((one) => site.open(one, page)));
      const markup = await Promise.all(
        [with_, without].map(({ tab }) => rows(tab).evaluateAll((all) => all.map((row) => row.innerHTML)))
      );
      const least = Math.min(...markup.map((all) => all.length));
      for (let i = 0; i < least; i++) equal(markup[0][i], markup[1][i], `${page}, row ${i + 1}`);
      await Promise.all([with_, without].map(({ tab }) => tab.close()));
    }
    await plain.close();
  });

  await context.close();
}
