// The overview of 10,000 documents, Note 00001 to Note 10000, stays small and finds each of them.
import { equal, holds } from './checks.mjs';
import { rows } from './listing.mjs';

const COUNT = 10_000;

// So many rows, and elements of any kind, is what a slow telephone draws without a wait.
const ROWS = 300;
const ELEMENTS = 12_000;

export default async function look(site, checks) {
  const context = await site.window();

  const isSmall = async (tab, when) => {
    const [drawn, elements] = await tab.evaluate(() => [
      document.querySelectorAll('#rows tbody tr').length,
      document.querySelectorAll('*').length,
    ]);
    holds(drawn <= ROWS, `${when}: ${drawn} rows in the page`);
    holds(elements <= ELEMENTS, `${when}: ${elements} elements in the page`);
  };
  const first = (tab) => rows(tab).first();

  await checks.run('of 10,000 documents some hundred rows are in the page, and each is found', async () => {
    const { tab, said } = await site.open(context, 'index.html');
    await isSmall(tab, 'at first');
    for (const number of ['00001', '05000', '10000']) {
      await tab.fill('#q', `note ${number}`);
      await first(tab)
        .filter({ hasText: `Note ${number}` })
        .waitFor();
      equal(await rows(tab).count(), 1, `rows of note ${number}`);
    }
    await tab.fill('#q', 'note');
    await tab.selectOption('#status', { value: 'done' });
    await first(tab).filter({ hasText: 'done' }).waitFor();
    await isSmall(tab, 'much is found');
    equal(said, [], 'messages');
    await tab.close();
  });

  await checks.run('of 10,000 documents the last one typed is what is shown', async () => {
    const { tab, said } = await site.open(context, 'index.html');
    await tab.locator('#q').pressSequentially('note 09999');
    await first(tab).filter({ hasText: 'Note 09999' }).waitFor();
    equal(await rows(tab).count(), 1, 'rows');
    equal(said, [], 'messages');
    await tab.close();
  });

  await context.close();
}
