// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { count } from '../model/format.js';
import { LAYOUTS } from '../model/layout.js';
import { countOf, problemOf } from '../model/trace-filter.js';
import '../parts/drop-down.js';
import { down, error, insight, search, up } from '../parts/icons.js';
import { base, controls } from '../parts/styles.js';
import './filter-panel.js';
import './view-panel.js';

const PAUSE_MILLIS = 200;

/**
 * The choice of the layout, and for the waterfall the find field, the filter and the actions on the whole of it. Fires
 * `find` with a text, `action` with a name, `change-filter` with changed parameters of the address, and `color`.
 */
class TraceToolbar extends LitElement {
  static properties = {
    services: { attribute: false },
    filter: { attribute: false },
    hides: { type: Boolean },
    problem: {},
    found: { attribute: false },
    cursor: { type: Number },
    errors: { type: Number },
    critical: { type: Boolean },
    folded: { type: Boolean },
    cut: { type: Boolean },
    corrected: { type: Boolean },
    coloring: {},
    insights: { type: Number },
    listed: { type: Boolean },
    zoomed: { type: Boolean },
    layout: {},
  };

  static styles = [base, controls, css`
    :host { padding: 0 16px 10px; }
    .tools { display: flex; gap: 10px; align-items: center; font-size: 13px; }
    .tools > * { flex: none; }
    .find { position: relative; flex: 0 1 320px; min-width: 150px; }
    .find svg.glass, .find > svg { position: absolute; left: 9px; top: 7px; color: var(--muted); pointer-events: none; }
    .find input:not([type="checkbox"]) { height: 30px; padding: 0 76px 0 32px; }
    .found { position: absolute; right: 8px; top: 6px; font-size: 12px; line-height: 18px; color: var(--muted); pointer-events: none; }
    .icon { width: 30px; padding: 0; }
    .push { margin-left: auto; }
    @media (max-width: 1260px) { .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } .small { min-width: 34px; padding: 0 8px; } }
    @media (max-width: 720px) { .tools { flex-wrap: wrap; } }
  `];

  render() {
    return html`
      <div class="tools" role="toolbar" aria-label="Trace">
        <div class="group" role="group" aria-label="Layout">
          ${LAYOUTS.map(({ layout, label }) => html`
            <button title=${`${label} (v for the next layout)`} aria-pressed=${this.layout === layout} @click=${() => this.act(layout)}>${label}</button>`)}
        </div>
        ${this.layout === 'waterfall' ? this.waterfallTools() : nothing}
      </div>`;
  }

  waterfallTools() {
    const conditions = countOf(this.filter, false);
    return html`
        <div class="find">
          ${search}
          <input type="text" aria-label="Find in trace" placeholder="Find in trace" spellcheck="false" autocomplete="off"
            .value=${this.filter.q} @input=${this.type} @keydown=${this.key}>
          <span class="found number" role="status">${this.place()}</span>
        </div>
        <div class="group">
          <button class="icon" title="Previous match (N)" aria-label="Previous match" ?disabled=${this.found.length === 0}
            @click=${() => this.act('previousMatch')}>${up}</button>
          <button class="icon" title="Next match (n)" aria-label="Next match" ?disabled=${this.found.length === 0}
            @click=${() => this.act('nextMatch')}>${down}</button>
        </div>
        <drop-down label=${conditions ? `Filter ${conditions}` : 'Filter'} .pressed=${conditions > 0}>
          <filter-panel @change-filter=${(e) => this.fire('change-filter', e.detail)}
            .services=${this.services} .filter=${this.filter} .hides=${this.hides} .problem=${this.problem}></filter-panel>
        </drop-down>
        <button class="small" title="Next error (e)" ?disabled=${this.errors === 0} @click=${() => this.act('nextError')}>
          ${error}<span class="word">Next error</span></button>
        <button class="small" title="The list of insights; i chooses the next" aria-pressed=${this.listed} @click=${() => this.act('listInsights')}>
          ${insight}<span class="word">Insights</span> <span class="number">${count(this.insights)}</span></button>
        <button ?hidden=${!this.zoomed} title="Show the whole time (0)" @click=${() => this.act('wholeTime')}>Whole time</button>
        <div class="group push" role="group" aria-label="Rows">
          <button class="icon" title="Collapse one level ([)" aria-label="Collapse one level" @click=${() => this.act('collapseLevel')}>−</button>
          <button class="icon" title="Expand one level (])" aria-label="Expand one level" @click=${() => this.act('expandLevel')}>+</button>
        </div>
        <drop-down label="View">
          <view-panel .critical=${this.critical} .folded=${this.folded} .cut=${this.cut} .corrected=${this.corrected} .coloring=${this.coloring}
            @action=${(e) => this.act(e.detail)} @color=${(e) => this.fire('color', e.detail)}></view-panel>
        </drop-down>`;
  }

  /** The number of the match at the cursor, or the number of matches; a hint if the filter has a mistake. */
  place() {
    if (countOf(this.filter) === 0) {
      return '';
    }
    if (this.problem || problemOf(this.filter)) {
      return 'see the filter';
    }
    const at = this.found.indexOf(this.cursor);
    return at >= 0 ? `${count(at + 1)} of ${count(this.found.length)}` : `${count(this.found.length)} found`;
  }

  act(name) {
    this.find();
    this.fire('action', name);
  }

  fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Waits for a pause in typing, because searching a large trace takes a moment. */
  type(event) {
    clearTimeout(this.pause);
    this.typed = event.target.value;
    this.pause = setTimeout(() => this.find(), PAUSE_MILLIS);
  }

  find() {
    clearTimeout(this.pause);
    if (this.typed !== undefined && this.typed !== this.filter.q) {
      this.fire('find', this.typed);
    }
    this.typed = undefined;
  }

  key(event) {
    if (event.key === 'Enter') {
      this.act(event.shiftKey ? 'previousMatch' : 'nextMatch');
    } else if (event.key === 'Escape') {
      this.fire('action', 'leave');
    }
  }

  focusFind() {
    const field = this.renderRoot.querySelector('input');
    field.focus();
    field.select();
  }
}

customElements.define('trace-toolbar', TraceToolbar);
