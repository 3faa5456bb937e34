// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { go, withParameters } from '../model/location.js';
import { CUSTOM, lookbacks, rangeFields, rangeMistakes, rangeParameters } from '../model/time-range.js';
import { zoneName } from '../model/zone.js';
import { base, controls } from './styles.js';

/** The choice of the time range of a page. Its address is `search`; another range is another address. */
class RangeChoice extends LitElement {
  static properties = { search: {}, fields: { state: true }, mistakes: { state: true } };

  static styles = [base, controls, css`
    form { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
    select { width: auto; height: 30px; }
    label { display: flex; gap: 6px; align-items: center; font-size: 12px; color: var(--muted); }
    input:not([type="checkbox"]) { width: 196px; height: 30px; }
    .mistake { font-size: 12px; color: var(--error); }
  `];

  willUpdate(changed) {
    if (changed.has('search')) {
      this.fields = rangeFields(new URLSearchParams(this.search));
      this.mistakes = {};
    }
  }

  render() {
    const { lookback } = this.fields;
    return html`
      <form aria-label="Time range" novalidate @submit=${this.submit}>
        <select aria-label="Time range" @change=${this.choose}>
          ${[...lookbacks(lookback), [CUSTOM, 'From … to …']].map(([value, text]) => html`
            <option value=${value} .selected=${value === lookback}>${text}</option>`)}
        </select>
        ${lookback === CUSTOM ? html`${this.moment('start', 'From')}${this.moment('end', 'To')}<button>Show</button>` : nothing}
      </form>`;
  }

  moment(name, label) {
    const mistake = this.mistakes[name];
    return html`
      <label>${label}
        <input name=${name} type="datetime-local" step="1" aria-invalid=${Boolean(mistake)} aria-describedby=${mistake ? `mistake-${name}` : nothing}
          .value=${this.fields[name]} @input=${(e) => { this.fields = { ...this.fields, [name]: e.target.value }; }}>
        ${zoneName(Date.now())}
      </label>
      ${mistake ? html`<span class="mistake" id=${`mistake-${name}`} role="alert">${mistake}</span>` : nothing}`;
  }

  choose(event) {
    this.fields = { ...this.fields, lookback: event.target.value };
    if (this.fields.lookback !== CUSTOM) {
      this.show();
    }
  }

  submit(event) {
    event.preventDefault();
    this.mistakes = rangeMistakes(this.fields);
    if (Object.keys(this.mistakes).length === 0) {
      this.show();
    }
  }

  show() {
    go(withParameters({ start: null, end: null, lookback: null, ...Object.fromEntries(rangeParameters(this.fields)) }));
  }
}

customElements.define('range-choice', RangeChoice);
