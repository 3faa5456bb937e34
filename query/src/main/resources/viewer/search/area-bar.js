// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { areaWords, explanationOf, isIn, searchIn } from '../model/area.js';
import { count } from '../model/format.js';
import { base, controls } from '../parts/styles.js';

/** The selected area of a plot in words, and the ways on from it. Fires `clear`. */
class AreaBar extends LitElement {
  static properties = { area: { attribute: false }, query: {}, search: {}, traces: { attribute: false }, limit: {} };

  static styles = [base, controls, css`
    :host { margin: -8px 0 16px; }
    div { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; padding: 8px 12px; border: 1px solid var(--accent); border-radius: 8px; background: var(--accent-soft); }
    p { margin-right: auto; font-size: 13px; font-variant-numeric: tabular-nums; }
    .ways { display: flex; flex-wrap: wrap; gap: 6px 10px; }
    .button { font-size: 13px; }
  `];

  render() {
    return html`
      <div role="group" aria-label="Selection">
        <p role="status"><strong>Selected:</strong> ${this.words()}</p>
        <span class="ways">
          <a class="button" href=${searchIn(this.area, this.query, this.traces, this.limit)}>Search in the selection</a>
          <a class="button" href=${explanationOf(this.area, this.query, this.search)}>Why are these slow?</a>
          <button @click=${() => this.dispatchEvent(new Event('clear'))} aria-keyshortcuts="Escape">Clear <kbd>Esc</kbd></button>
        </span>
      </div>`;
  }

  words() {
    const words = areaWords(this.area);
    if (this.area.of === 'spans') {
      return words;
    }
    return `${count(this.traces.filter((trace) => isIn(this.area, trace)).length)} of the ${count(this.traces.length)} loaded traces, ${words}`;
  }
}

customElements.define('area-bar', AreaBar);
