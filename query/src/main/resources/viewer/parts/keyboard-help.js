// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { base, controls } from './styles.js';
import { close } from './icons.js';

const SECTIONS = [
  ['Everywhere', [
    [['?'], 'Show these shortcuts'],
    [['/'], 'Go to the first field: service, find in trace, or filter'],
  ]],
  ['Query', [
    [['Ctrl', 'Space'], 'Suggestions at the cursor'],
    [['↑', '↓'], 'Previous, next suggestion'],
    [['Tab'], 'Take the suggestion'],
    [['Enter'], 'Take the chosen suggestion, or search'],
  ]],
  ['Search results and services', [
    [['↑', '↓'], 'Previous, next trace or service'],
    [['Enter'], 'Open it'],
  ]],
  ['Plot of search results', [
    [['→', '←'], 'Move the selected area; the first key selects the middle'],
    [['↑', '↓'], 'To longer, shorter durations'],
    [['Shift', '→'], 'Make it wider; likewise narrower, higher, lower'],
    [['Esc'], 'Clear the selection'],
  ]],
  ['Alerts', [
    [['↑', '↓'], 'Previous, next alert'],
    [['Enter'], 'Search for the traces that show it'],
    [['s'], 'Silence it'],
    [['n'], 'New rule'],
    [['p'], 'Live on or off'],
  ]],
  ['Map', [
    [['→', '←'], 'Follow the edge with the most calls'],
    [['↑', '↓'], 'Previous, next node of a column'],
    [['Space'], 'Show the numbers of the node'],
    [['Enter'], 'Focus on the node'],
    [['Esc'], 'Close the numbers, leave the focus'],
    [['+', '-', '0'], 'Zoom in, zoom out, fit the window'],
    [['Shift', '→'], 'Move the map'],
  ]],
  ['Trace', [
    [['↑', '↓'], 'Previous, next span'],
    [['PgUp', 'PgDn'], 'Scroll up, down'],
    [['←', '→'], 'Collapse or go to the parent, expand or go to the first child'],
    [['Enter'], 'Show the span’s details'],
    [['Esc'], 'Close the details'],
    [['Home', 'End'], 'First, last span'],
    [['[', ']'], 'Collapse, expand one level'],
    [['f', 'F'], 'Fold or show the repeated spans around the cursor, all of them'],
    [['e', 'E'], 'Next, previous error'],
    [['n', 'N'], 'Next, previous match'],
    [['i', 'I'], 'Next, previous insight'],
    [['c'], 'Critical path on or off'],
    [['k'], 'Times as sent, or corrected where clocks differ'],
    [['z', '0'], 'Zoom to the span, show the whole time'],
    [['w', 's'], 'Show half of the time, twice as much'],
    [['a', 'd'], 'Show earlier, later time'],
    [['v'], 'Next layout: waterfall, flame graph, statistics'],
  ]],
  ['Flame graph', [
    [['↑', '↓'], 'To the frame above, the widest one below'],
    [['←', '→'], 'To the frame beside it'],
    [['Enter'], 'Give the frame the whole width'],
    [['Esc'], 'Show the whole trace'],
  ]],
];

/** The list of keyboard shortcuts, in a dialog. */
class KeyboardHelp extends LitElement {
  static styles = [base, controls, css`
    dialog {
      width: 520px; max-width: calc(100vw - 32px); padding: 20px 24px 24px; border: 1px solid var(--line); border-radius: 10px;
      background: var(--raised); color: var(--text); box-shadow: var(--shadow);
    }
    dialog::backdrop { background: rgb(0 0 0 / 40%); }
    .head { display: flex; justify-content: space-between; align-items: center; }
    h2 { font-size: 16px; }
    h3 { margin: 16px 0 6px; font-size: 12px; font-weight: 600; color: var(--muted); }
    dl { display: grid; grid-template-columns: 96px 1fr; gap: 6px 12px; align-items: baseline; }
    dt { display: flex; gap: 4px; }
    .head button { width: 30px; padding: 0; }
  `];

  render() {
    return html`
      <dialog aria-labelledby="title" @click=${this.clickOutside}>
        <div class="head">
          <h2 id="title">Keyboard shortcuts</h2>
          <button class="plain" aria-label="Close" @click=${() => this.dialog.close()}>${close}</button>
        </div>
        ${SECTIONS.map(([name, keys]) => html`
          <h3>${name}</h3>
          <dl>${keys.map(([names, what]) => html`<dt>${names.map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${what}</dd>`)}</dl>`)}
      </dialog>`;
  }

  get dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  show() {
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
  }

  clickOutside(event) {
    if (event.target === this.dialog) {
      this.dialog.close();
    }
  }
}

customElements.define('keyboard-help', KeyboardHelp);
