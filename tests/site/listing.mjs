// What the suites share of pages that list something.

// "130 documents, the first 100 shown", "9 of 130 documents".
export const COUNT = /^(\d+)/;

// The count that is read out: of the rows that match, shown or not.
export async function count(tab) {
  return Number((await tab.locator('#count').textContent()).match(COUNT)?.[1] ?? -1);
}

export function rows(tab) {
  return tab.locator('#rows tbody tr:visible');
}
