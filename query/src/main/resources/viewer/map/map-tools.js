// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { nameText } from '../model/format.js';
import { go, replace, withParameters } from '../model/location.js';
import { HOPS, UNFOCUSED, focusing, ratesWith } from '../model/map-choice.js';
import { base, controls } from '../parts/styles.js';
import '../parts/range-choice.js';

/** The filters of the map, its focus and its time range. Fires `refresh`. */
class MapTools extends LitElement {
  static properties = { choice: { attribute: false }, heading: { attribute: false }, focused: { attribute: false }, folds: { type: Boolean }, loading: { type: Boolean }, search: {} };

  static styles = [base, controls, css`
    :host { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; padding: 10px 16px; border-bottom: 1px solid var(--line); font-size: 13px; }
    h1 { margin-right: auto; font-size: 16px; font-weight: 600; letter-spacing: -0.01em; }
    h1 .size { margin-left: 8px; font-size: 12px; font-weight: 400; letter-spacing: 0; color: var(--muted); }
    input[type="search"] { width: 140px; height: 30px; }
    select { width: auto; height: 30px; }
    .focus { display: flex; gap: 6px; align-items: center; height: 30px; padding: 0 4px 0 10px; border: 1px solid var(--accent); border-radius: var(--radius); background: var(--accent-soft); font-size: 13px; }
    .focus .name { max-width: 180px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
    .focus select { height: 24px; padding: 0 4px; }
    .focus button { height: 24px; padding: 0 8px; }
    .views { display: flex; }
    .views button:first-child { border-radius: var(--radius) 0 0 var(--radius); }
    .views button:last-child { margin-left: -1px; border-radius: 0 var(--radius) var(--radius) 0; }
    .views button[aria-pressed="true"] { position: relative; }
  `];

  render() {
    const { choice } = this;
    const [name, size] = this.heading;
    return html`
      <h1>${name}<span class="size">${size}</span></h1>
      ${this.focused ? this.focusChoice() : nothing}
      <input type="search" aria-label="Filter by name" placeholder="Filter by name" spellcheck="false" autocomplete="off" .value=${choice.name}
        @input=${(e) => replace(withParameters({ name: e.target.value }))}>
      <select aria-label="Least rate" @change=${(e) => go(withParameters({ rate: e.target.value }))}>
        ${ratesWith(choice.rate).map(([value, text]) => html`<option value=${value} ?selected=${Number(value) === choice.rate}>${text}</option>`)}
      </select>
      <button aria-pressed=${choice.errors} @click=${() => go(withParameters({ errors: choice.errors ? null : 'only' }))}>Only errors</button>
      <button aria-pressed=${this.folds} title="Shows databases, topics and hosts that only one service uses as a part of it"
        @click=${() => go(withParameters({ fold: this.folds ? 'no' : 'yes' }))}>Fold</button>
      <div class="views" role="group" aria-label="View">
        <button aria-pressed=${!choice.table} @click=${() => go(withParameters({ view: null, sort: null }))}>Map</button>
        <button aria-pressed=${choice.table} @click=${() => go(withParameters({ view: 'table' }))}>Table</button>
      </div>
      <range-choice .search=${this.search}></range-choice>
      <button @click=${() => this.dispatchEvent(new Event('refresh'))} ?disabled=${this.loading}>Refresh</button>`;
  }

  focusChoice() {
    const hops = this.choice.hops === Infinity ? 'all' : String(this.choice.hops);
    return html`
      <div class="focus" role="group" aria-label="Focus">
        <span class="name" title=${this.focused.name}>${nameText(this.focused.name)}</span>
        <select aria-label="Distance" @change=${(e) => go(withParameters({ ...focusing(this.focused.id, e.target.value), node: this.choice.node }))}>
          ${HOPS.map(([value, text]) => html`<option value=${value} ?selected=${value === hops}>${text}</option>`)}
        </select>
        <button class="plain" title="Show all services (Esc)" @click=${() => go(withParameters(UNFOCUSED))}>Show all</button>
      </div>`;
  }

  focusField() {
    this.renderRoot.querySelector('input').focus();
  }
}

customElements.define('map-tools', MapTools);
