// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { SORTS } from '../model/events.js';
import { COLORINGS } from '../model/span-color.js';
import { base, controls } from '../parts/styles.js';
import { mark, markStyles } from './event-marks.js';

/** How the waterfall is drawn. Fires `action` with a name, and `color` with a colouring. */
class ViewPanel extends LitElement {
  static properties = { critical: { type: Boolean }, folded: { type: Boolean }, cut: { type: Boolean }, corrected: { type: Boolean }, coloring: {} };

  static styles = [base, controls, markStyles, css`
    :host { width: 288px; max-width: 100%; }
    .checks { display: grid; gap: 10px; }
    label { display: flex; align-items: flex-start; gap: 8px; }
    label input { flex: none; margin-top: 1px; }
    .hint { display: block; font-size: 12px; color: var(--muted); }
    .hint i { display: inline-block; width: 18px; height: 10px; border: 1px solid var(--edge); border-radius: 2px; background: color-mix(in oklab, var(--edge) 28%, var(--page)); }
    .hint i.on { background: var(--edge); }
    .marks { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 10px; margin: 0; padding: 0; list-style: none; font-size: 12px; }
    .marks li { position: relative; padding-left: 18px; line-height: 22px; }
    .marks .event { left: 7px; top: 0; }
    .part { margin-top: 14px; }
    .part > span { display: block; margin-bottom: 4px; font-size: 12px; color: var(--muted); }
    .part .group button { flex: 1; }
    @media (forced-colors: active) { .hint i { forced-color-adjust: none; border-color: CanvasText; background: Canvas; } .hint i.on { background: CanvasText; } }
  `];

  render() {
    return html`
      <div class="checks">
        ${this.check('critical', this.critical, 'Critical path', html`<i class="on"></i> on the path <i></i> not on it`)}
        ${this.check('foldAll', this.folded, 'Fold repeated siblings', 'One row for five or more repetitions, also of several in turn')}
        ${this.check('cutRows', this.cut, 'Only rows in the time shown', 'Hides spans without a part in the range of the overview')}
        ${this.check('clocks', this.corrected, 'Correct clocks that differ', 'Moves the spans of a process by no more than their calls demand')}
      </div>
      <div class="part">
        <span id="color">Colour by</span>
        <div class="group" role="group" aria-labelledby="color">
          ${COLORINGS.map(({ by, label }) => html`<button aria-pressed=${this.coloring === by} @click=${() => this.fire('color', by)}>${label}</button>`)}
        </div>
      </div>
      <div class="part">
        <span id="rows">Rows</span>
        <div class="group" role="group" aria-labelledby="rows">
          <button @click=${() => this.fire('action', 'collapseAll')}>Collapse all</button>
          <button @click=${() => this.fire('action', 'expandAll')}>Expand all</button>
        </div>
      </div>
      <div class="part">
        <span id="marks">Marks on the bars</span>
        <ul class="marks" aria-labelledby="marks">${SORTS.map(({ sort, label }) => html`<li>${mark(sort, label)}${label}</li>`)}</ul>
      </div>
      <div class="part"><button title="The rows as they are, light, up to 2,000 of them" @click=${() => this.fire('action', 'print')}>Print</button></div>`;
  }

  check(action, on, label, hint) {
    return html`
      <label><input type="checkbox" .checked=${on} @change=${() => this.fire('action', action)}>
        <span>${label}<span class="hint">${hint}</span></span></label>`;
  }

  fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('view-panel', ViewPanel);
