/** Scrolls a row of tabs that is wider than its place, by no more than it takes to see the active one. */
export function showActiveTab(list: HTMLElement | null): void {
  const active = list?.querySelector('[aria-selected="true"]');
  if (list === null || active === null || active === undefined) return;
  const [row, tab] = [list.getBoundingClientRect(), active.getBoundingClientRect()];
  if (tab.left < row.left) list.scrollLeft -= row.left - tab.left;
  else if (tab.right > row.right) list.scrollLeft += tab.right - row.right;
}
