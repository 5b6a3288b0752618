import { expect, test } from 'vitest';
import { showActiveTab } from './showActiveTab';

/** A row 200 wide that is scrolled to `scrolled`, with one tab. */
function rowWith(left: number, width: number, scrolled: number): HTMLElement {
  const row = document.createElement('div');
  const tab = row.appendChild(document.createElement('button'));
  tab.setAttribute('aria-selected', 'true');
  row.getBoundingClientRect = () => new DOMRect(10, 0, 200, 30);
  tab.getBoundingClientRect = () => new DOMRect(10 + left - row.scrollLeft, 0, width, 30);
  row.scrollLeft = scrolled;
  return row;
}

test('a tab beyond either end comes into view, one in view stays where it is', () => {
  const scrolledTo = (row: HTMLElement) => {
    showActiveTab(row);
    return row.scrollLeft;
  };
  expect([scrolledTo(rowWith(180, 60, 0)), scrolledTo(rowWith(20, 60, 50)), scrolledTo(rowWith(100, 60, 40))]).toEqual([40, 20, 40]);
  showActiveTab(document.createElement('div'));
  showActiveTab(null);
});
