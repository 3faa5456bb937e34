// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { clock, millis, plural } from '../model/format.js';
import { replace, withParameters } from '../model/location.js';
import { COLUMNS, USUAL_SORT, filtered, rowsOf, summariesPath } from '../model/services.js';
import { sortOf, sorted } from '../model/sorting.js';
import { askedRange } from '../model/time-range.js';
import { Asked } from '../parts/asked.js';
import '../parts/error-message.js';
import { exactness, exactnessMark } from '../parts/exactness.js';
import { scrollsItself } from '../parts/focus.js';
import { incomplete, incompleteNote } from '../parts/incomplete.js';
import '../parts/range-choice.js';
import { base, controls } from '../parts/styles.js';
import { isTyping } from '../parts/typing.js';
import './services-table.js';

/** All services. The address holds the time range, the order of the rows and the filter. */
class ServicesPage extends LitElement {
  static properties = { search: {}, names: { state: true } };

  static styles = [base, controls, incomplete, exactness, css`
    :host { overflow: auto; }
    section { max-width: 1680px; padding: 16px 24px 32px; }
    section:focus { outline: none; }
    .tools { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin-bottom: 12px; }
    .title { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; margin-right: auto; }
    h1 { font-size: 16px; font-weight: 600; letter-spacing: -0.01em; }
    .tools input { width: 220px; height: 30px; }
    p.note { margin-top: 10px; }
    .note { font-size: 12px; color: var(--muted); }
    .waiting { padding: 32px 0; color: var(--muted); }
    .stale { opacity: 0.5; transition: opacity 150ms 150ms; }
    .none { margin: 72px auto; max-width: 520px; }
    .none h2 { margin-bottom: 8px; font-size: 16px; }
    .none p + p { margin-top: 8px; }
  `];

  constructor() {
    super();
    this.asked = new Asked(this, (event) => this.key(event));
    this.names = [];
  }

  willUpdate(changed) {
    if (changed.has('search')) {
      const range = askedRange(this.search).toString();
      if (range !== this.range) {
        this.range = range;
        this.load();
      }
    }
  }

  load() {
    this.asked.ask(async (signal) => {
      const [answer, names] = await Promise.all([api.calls(summariesPath(this.search, Date.now()), signal), api.services(signal)]);
      this.names = names;
      return answer;
    });
  }

  render() {
    const filter = new URLSearchParams(this.search).get('filter') ?? '';
    const rows = this.asked.answer && !this.asked.problem ? rowsOf(this.asked.answer, this.names.services, this.search) : [];
    const found = filtered(rows, filter);
    return html`
      <section aria-label="Services" aria-busy=${this.asked.loading} tabindex="-1">
        <div class="tools">
          <div class="title"><h1>${rows.length === 0 ? 'Services' : filter ? `${found.length} of ${plural(rows.length, 'service')}` : plural(rows.length, 'service')}</h1>
            ${rows.length === 0 ? nothing : html`${rows.some((row) => !row.counts || row.estimated) ? nothing : exactnessMark(false)}<span class="note">until ${clock(millis(this.asked.answer.endUnixNanos)).slice(0, 8)}</span>`}</div>
          <input type="search" aria-label="Filter by name" placeholder="Filter by name" spellcheck="false" autocomplete="off" .value=${filter}
            @input=${(e) => replace(withParameters({ filter: e.target.value }))}>
          <range-choice .search=${this.search}></range-choice>
          <button @click=${this.load} ?disabled=${this.asked.loading}>Refresh</button>
        </div>
        ${this.content(rows, found)}
      </section>`;
  }

  content(rows, found) {
    if (this.asked.problem) {
      return html`
        <error-message .problem=${this.asked.problem} .heading=${this.asked.problem.status === 400 ? 'The services cannot be shown' : undefined} @retry=${this.load}>
          ${this.asked.problem.status === 400 ? html`<p>Choose another time range, or <a href="/services">show the last hour</a>.</p>` : nothing}</error-message>`;
    }
    if (!this.asked.answer) {
      return html`<p class="waiting">Loading the services…</p>`;
    }
    if (rows.length === 0) {
      return this.none();
    }
    const sort = sortOf(this.search, COLUMNS, USUAL_SORT);
    return html`
      <div class=${this.asked.loading ? 'stale' : ''}>
        ${incompleteNote(this.reason(), 'A shorter time range needs fewer rows.')}
        ${found.length === 0 ? html`<p class="waiting" role="status">No service has this text in its name.</p>` : html`
          <services-table .rows=${sorted(found, COLUMNS, sort)} .sort=${sort} .search=${this.search}></services-table>`}
        <p class="note">Each service’s own work: all that it serves. Quantiles are exact to 5 percent.
          ${found.some((row) => row.estimated) ? 'Rows that are marked “estimated” have calls that no process counts, computed from stored spans; the others are exact. The 24 hours have counted calls only.' : nothing}
          ${found.some((row) => !row.counts && !row.estimated) ? 'A service with spans only counts no calls: its page has estimates from spans.' : nothing}
          Apdex is the share of calls that succeeded within ${this.asked.answer.apdexNanos / 1e6} ms; calls up to four times as long count half.</p>
      </div>`;
  }

  reason() {
    return [this.asked.answer.incompleteReason, this.names.incompleteReason].filter(Boolean).join('; ');
  }

  none() {
    return html`
      <div class="none" role="status">
        <h2>No service has sent anything yet</h2>
        <p>A service appears here as soon as an application runs with the agent.</p>
        <p><a href="/search">How to attach the agent</a></p>
      </div>`;
  }

  /** After the back button the focus is on the service that was open, and keys scroll from there. */
  takeFocus() {
    const place = this.renderRoot.querySelector('services-table')?.lastFocused ?? this.renderRoot.querySelector('section');
    place.focus({ preventScroll: true });
  }

  key(event) {
    if (this.hidden || scrollsItself(event, this) || isTyping(event)) {
      return;
    }
    if (event.key === '/') {
      event.preventDefault();
      this.renderRoot.querySelector('input').focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (this.renderRoot.querySelector('services-table')?.move(event.key === 'ArrowDown' ? 1 : -1)) {
        event.preventDefault();
      }
    }
  }
}

customElements.define('services-page', ServicesPage);
