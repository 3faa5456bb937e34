// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { replace, withParameters } from '../model/location.js';
import { ORDERS, USUAL_SORT, localColumnOf, orderOf } from '../model/results.js';
import { upload } from '../parts/icons.js';
import { base, controls } from '../parts/styles.js';

const PLOTS = [['heat', 'All results', 'Heat map of all results'], ['scatter', 'Loaded traces', 'Plot of the traces loaded']];
const VIEWS = [['list', 'List', 'List of traces'], ['table', 'Table', 'Table of traces, with columns that sort all results']];

/**
 * The way to the page for a trace in a file, and the choices of how results are shown: live, the order, the `plot` and the `view`; null leaves the choice out. The first of each
 * is the usual one, which the address leaves out.
 */
class ResultTools extends LitElement {
  static properties = { plot: {}, view: {}, search: {}, live: { type: Boolean } };

  static styles = [base, controls, css`
    :host { margin-left: auto; }
    .tools { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; }
    button, .button, select { height: 26px; font-size: 12px; }
    select { width: auto; padding-block: 0; }
  `];

  render() {
    return html`
      <div class="tools">
        <a class="button" href="/file" title="Show a trace without storing it">${upload} Open a file</a>
        <button aria-pressed=${this.live} title="Show new traces as they become searchable, if a matching span arrives within ten minutes of its start" @click=${() => replace(withParameters({ live: this.live ? null : 'on' }))}>Live</button>
        ${this.view === null ? nothing : this.order()}
        ${this.plot === null ? nothing : this.choice('Plot', 'plot', PLOTS)}
        ${this.view === null ? nothing : this.choice('View', 'view', VIEWS)}
      </div>`;
  }

  /** A column that sorts the loaded traces only is none of these orders. */
  order() {
    const local = localColumnOf(this.search);
    return html`
      <select aria-label="Order" title="The order of all results" @change=${(e) => replace(withParameters({ sort: e.target.value === USUAL_SORT ? null : e.target.value }))}>
        ${local ? html`<option selected disabled>By ${local.title.toLowerCase()}</option>` : nothing}
        ${ORDERS.map(({ sort, title }) => html`<option value=${sort} .selected=${!local && sort === orderOf(this.search).sort}>${title}</option>`)}
      </select>`;
  }

  choice(label, parameter, all) {
    const [usual] = all[0];
    return html`
      <div class="group" role="group" aria-label=${label}>${all.map(([name, text, title]) => html`
        <button aria-pressed=${this[parameter] === name} title=${title} @click=${() => this.choose(parameter, name === usual ? null : name)}>${text}</button>`)}
      </div>`;
  }

  choose(parameter, value) {
    // An area belongs to the plot in which it was selected.
    replace(withParameters({ [parameter]: value, ...(parameter === 'plot' ? { area: null } : {}) }));
  }
}

customElements.define('result-tools', ResultTools);
