// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { plural } from '../model/format.js';
import { GROUP_COLUMNS, MOST_ROWS, USUAL_SORT, groupLinks, groupPaths, groupsOf } from '../model/groups.js';
import { replace, withParameters } from '../model/location.js';
import { sortOf, sorted } from '../model/sorting.js';
import '../parts/combo-box.js';
import { incomplete, incompleteNote } from '../parts/incomplete.js';
import { base, controls } from '../parts/styles.js';
import { errorCell, numberCell, sortHead, tables } from '../parts/table.js';

const NO_FIELDS = { names: ['resource.service.name', 'span:name', 'span:kind', 'span:status'], complete: false };

/** All spans that a search finds, grouped by a field of the reader's choice. Its address has the field as `group`. */
class ResultGroups extends LitElement {
  static properties = {
    page: { attribute: false }, search: {}, field: {}, range: { attribute: false },
    fields: { state: true }, rows: { state: true }, reason: { state: true }, problem: { state: true },
  };

  static styles = [base, controls, tables, incomplete, css`
    :host { margin: 0 0 16px; }
    .head { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; margin-bottom: 8px; }
    .label { font-size: 12px; font-weight: 600; color: var(--muted); }
    combo-box { width: 240px; }
    .scroll { max-height: 420px; overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
    td.name { min-width: 180px; }
    td.name a { display: block; overflow: hidden; text-overflow: ellipsis; }
    .note { font-size: 12px; color: var(--muted); }
    .problem { color: var(--error); font-size: 13px; }
  `];

  constructor() {
    super();
    this.fields = NO_FIELDS;
    this.rows = null;
    this.reason = '';
    this.problem = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asked?.abort();
  }

  /** Suggestions only, when somebody is about to choose: without them, a field can be typed. */
  async loadFields() {
    if (this.fields !== NO_FIELDS) {
      return;
    }
    const found = await api.suggestions(api.tagsPath(new URLSearchParams(this.range))).catch(() => null);
    this.fields = found ? { names: found.tags.map(({ text }) => text), complete: found.complete } : NO_FIELDS;
  }

  willUpdate(changed) {
    if (changed.has('page') || changed.has('field')) {
      const paths = this.field ? groupPaths(this.page, this.field) : null;
      if (paths?.rates !== this.path) {
        this.path = paths?.rates;
        this.load(paths, this.field);
      }
    }
  }

  async load(paths, field) {
    this.asked?.abort();
    this.rows = null;
    this.problem = null;
    if (!paths) {
      return;
    }
    const asked = new AbortController();
    this.asked = asked;
    try {
      const [rates, quantiles] = await Promise.all([paths.rates, paths.quantiles].map((path) => api.metrics(path, asked.signal)));
      this.rows = groupsOf(rates, quantiles, field);
      this.reason = [...new Set([rates.incompleteReason, quantiles.incompleteReason].filter(Boolean))].join('; ');
    } catch (problem) {
      if (!asked.signal.aborted) {
        this.problem = problem;
      }
    }
  }

  render() {
    return html`
      <div class="head">
        <span class="label" aria-hidden="true">Group by</span>
        <combo-box label="Field to group by" placeholder="A field, such as span.http.route" .options=${this.fields.names} ?partial=${!this.fields.complete}
          @focusin=${this.loadFields} .value=${this.field} ?invalid=${this.problem?.status === 400} @change=${this.choose}></combo-box>
        ${this.rows ? html`<span class="note" role="status">${plural(this.rows.length, 'group')} of all spans that match${this.rows.length > MOST_ROWS ? `, the first ${MOST_ROWS} below` : ''}</span>` : nothing}
        ${this.field ? html`<button class="plain" @click=${() => this.set('')}>Do not group</button>` : nothing}
      </div>
      ${this.field ? this.groups() : nothing}`;
  }

  groups() {
    if (this.problem) {
      return html`<p class="problem" role="alert">${this.problem.message}</p>`;
    }
    if (!this.rows) {
      return html`<p class="note" role="status">Counting…</p>`;
    }
    const sort = sortOf(`?sort=${new URLSearchParams(this.search).get('groupSort') ?? ''}`, GROUP_COLUMNS, USUAL_SORT);
    return html`
      ${incompleteNote(this.reason, 'A shorter time range has complete groups.')}
      ${this.rows.length === 0 ? html`<p class="note">No span matches.</p>` : html`
        <div class="scroll">
          <table aria-label=${`Groups by ${this.field}`}>
            <thead><tr>${GROUP_COLUMNS.map((column) => sortHead(column, sort, (next) => replace(withParameters({ groupSort: next }))))}</tr></thead>
            <tbody>${sorted(this.rows, GROUP_COLUMNS, sort).slice(0, MOST_ROWS).map((row) => this.row(row))}</tbody>
          </table>
        </div>`}`;
  }

  row(row) {
    const links = groupLinks(this.page.query, this.field, row, this.search);
    return html`<tr>${GROUP_COLUMNS.map((column) => {
      const value = column.value(row);
      const text = value === null ? null : column.shown(value);
      const shown = links[column.name] ? html`<a href=${links[column.name]}>${text}</a>` : text;
      if (column.name === 'value') {
        return html`<td class="name text" title=${text}>${shown}</td>`;
      }
      return column.name === 'errors' ? errorCell(value, shown) : numberCell(shown, column.name);
    })}</tr>`;
  }

  choose(event) {
    this.set(event.target.value.trim());
  }

  set(field) {
    if (field !== this.field) {
      replace(withParameters({ group: field, groupSort: null }));
    }
  }
}

customElements.define('result-groups', ResultGroups);
