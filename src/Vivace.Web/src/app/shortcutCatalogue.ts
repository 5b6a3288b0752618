/** One line of the help: keys that belong together and what they do. */
export interface CatalogueEntry {
  keys: readonly string[];
  description: string;
}

export interface CatalogueGroup {
  title: string;
  entries: readonly CatalogueEntry[];
}

/** All shortcuts of the page, in the order of the help. The pages register what they handle in shortcuts.ts. */
export const shortcutCatalogue: readonly CatalogueGroup[] = [
  {
    title: 'Everywhere',
    entries: [
      { keys: ['Mod+k'], description: 'Find a page, trace, query or service' },
      { keys: ['g e'], description: 'Go to Explore' },
      { keys: ['g d'], description: 'Go to Drilldown' },
      { keys: ['g s'], description: 'Go to Services' },
      { keys: ['g a'], description: 'Go to Status' },
      { keys: ['?'], description: 'Show this list' },
      { keys: ['Escape'], description: 'Close what is open' },
    ],
  },
  {
    title: 'Explore',
    entries: [
      { keys: ['/'], description: 'Go to the query' },
      { keys: ['Mod+Enter'], description: 'Run the query' },
      { keys: ['Shift+Alt+f'], description: 'Format the query' },
      { keys: ['t'], description: 'Go to the table' },
      { keys: ['ArrowUp', 'k'], description: 'Previous row' },
      { keys: ['ArrowDown', 'j'], description: 'Next row' },
      { keys: ['ArrowRight', 'ArrowLeft'], description: 'Open, close a row' },
      { keys: ['Space'], description: 'Tick a row' },
      { keys: ['Enter'], description: 'Open the trace' },
    ],
  },
  {
    title: 'Services',
    entries: [
      { keys: ['f'], description: 'Filter' },
      { keys: ['1', '2', '3'], description: 'Graph, table, missing edges' },
      { keys: ['ArrowLeft', 'ArrowRight'], description: 'Caller, callee' },
      { keys: ['ArrowUp', 'ArrowDown'], description: 'Next node of the layer' },
      { keys: ['Enter'], description: 'Open or close a node' },
      { keys: ['+', '-', '0'], description: 'Larger, smaller, show all' },
    ],
  },
  {
    title: 'Compare',
    entries: [
      { keys: ['ArrowUp', 'ArrowDown'], description: 'Previous, next row' },
      { keys: ['ArrowRight', 'ArrowLeft'], description: 'Open, close a row' },
      { keys: ['e', 'Shift+E'], description: 'Next, previous difference' },
      { keys: ['Enter'], description: 'What tells a pair apart' },
    ],
  },
  {
    title: 'Drilldown',
    entries: [
      { keys: ['f'], description: 'Add a filter' },
      { keys: ['ArrowRight', 'ArrowLeft'], description: 'Next, previous tab' },
      { keys: ['c'], description: 'Compare the spans of a line of the structure' },
      { keys: ['Escape'], description: 'Close the trace beside the charts' },
    ],
  },
  {
    title: 'Trace: moving',
    entries: [
      { keys: ['ArrowUp', 'k'], description: 'Previous row' },
      { keys: ['ArrowDown', 'j'], description: 'Next row' },
      { keys: ['ArrowRight'], description: 'Expand, or first child' },
      { keys: ['ArrowLeft'], description: 'Collapse, or parent' },
      { keys: ['Home', 'End'], description: 'First, last row' },
      { keys: ['PageUp', 'PageDown'], description: 'One page up, down' },
      { keys: ['Enter'], description: 'Open the details' },
      { keys: ['['], description: 'Collapse all' },
      { keys: [']'], description: 'Expand all' },
      { keys: ['-'], description: 'Collapse one level' },
      { keys: ['='], description: 'Expand one level' },
    ],
  },
  {
    title: 'Trace: finding',
    entries: [
      { keys: ['/'], description: 'Find' },
      { keys: ['n', 'Shift+N'], description: 'Next, previous match' },
      { keys: ['f'], description: 'Filter' },
      { keys: ['e', 'Shift+E'], description: 'Next, previous error' },
      { keys: ['c'], description: 'Critical path on or off' },
    ],
  },
  {
    title: 'Trace: view',
    entries: [
      { keys: ['a', 'd'], description: 'Pan left, right' },
      { keys: ['w', 's'], description: 'Zoom in, out' },
      { keys: ['0'], description: 'Show the whole trace' },
      { keys: ['1', '…', '6'], description: 'Waterfall and the other views' },
      { keys: ['y'], description: 'Copy the span id' },
      { keys: ['Shift+Y'], description: 'Copy a link to the span' },
    ],
  },
  {
    title: 'Trace: flame graph',
    entries: [
      { keys: ['ArrowUp', 'ArrowDown'], description: 'Parent, first child' },
      { keys: ['ArrowLeft', 'ArrowRight'], description: 'Previous, next sibling' },
      { keys: ['Space'], description: 'Zoom to the span, or back' },
      { keys: ['Backspace'], description: 'Zoom out by one level' },
    ],
  },
];
