// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { areaOf, areaText, isIn } from '../model/area.js';
import { explainPath, slowest } from '../model/explain.js';
import { millis, plural } from '../model/format.js';
import { go, replace, withParameters } from '../model/location.js';
import { localColumnOf, orderOf, resultsHeading, withMore } from '../model/results.js';
import { addressOf, draftOf, labelFor, requestOf, withFields, withText } from '../model/search-form.js';
import { rangeParameters } from '../model/time-range.js';
import { isUnfinished } from '../model/traceql.js';
import { Asked } from '../parts/asked.js';
import '../parts/error-message.js';
import { scrollsItself } from '../parts/focus.js';
import { incomplete, incompleteNote } from '../parts/incomplete.js';
import '../parts/query-box.js';
import { base, controls } from '../parts/styles.js';
import { isTyping } from '../parts/typing.js';
import './area-bar.js';
import './empty-results.js';
import './first-run.js';
import './kept-searches.js';
import './latency-map.js';
import './live-tail.js';
import './more-results.js';
import './result-groups.js';
import './result-list.js';
import './result-table.js';
import './result-tools.js';
import './scatter-plot.js';
import './search-form.js';

const isInDialog = (event) => event.composedPath().some((element) => element.localName === 'dialog');

/**
 * The search page: the form on the left, the query and the results on the right. Each of its addresses is a search. `draft`
 * is the search while it is edited; form and query are two views of it.
 */
class SearchPage extends LitElement {
  static properties = {
    search: {},
    draft: { state: true },
    traces: { state: true },
    page: { state: true },
    nothingStored: { state: true },
  };

  static styles = [base, controls, incomplete, css`
    :host { display: grid; grid-template: auto / 292px minmax(0, 1fr); overflow: auto; }
    .side { border-right: 1px solid var(--line); background: var(--surface); }
    @media (min-height: 760px) { .kept-in-sight { position: sticky; top: 0; } }
    .main { min-width: 0; max-width: 1680px; }
    query-box { padding: 16px 24px 0; }
    .results { padding: 16px 24px 32px; }
    .summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; min-height: 30px; }
    h1 { font-size: 16px; font-weight: 600; letter-spacing: -0.01em; }
    .explain { font-size: 13px; }
    .note { margin-top: 8px; font-size: 12px; }
    .results:focus { outline: none; }
    .stale { opacity: 0.5; transition: opacity 150ms 150ms; }
    @media (max-width: 860px) {
      :host { grid-template: auto / minmax(0, 1fr); }
      .side { border-right: 0; border-bottom: 1px solid var(--line); }
    }
  `];

  constructor() {
    super();
    this.asked = new Asked(this, (event) => this.key(event));
    /** The request for a further page. */
    this.further = new Asked(this);
    this.traces = [];
    this.page = null;
  }

  willUpdate(changed) {
    if (changed.has('search')) {
      this.area = areaOf(this.search);
      this.follow();
    }
  }

  /** Makes the search of the address, unless only the view of its results has changed. */
  follow() {
    const asked = requestOf(this.search);
    if (asked !== this.request) {
      this.request = asked;
      this.draft = draftOf(this.search);
      this.edited = false;
      this.range = rangeParameters(this.draft.fields);
      this.load();
    }
  }

  load() {
    this.further.forget();
    this.asked.ask(async (signal) => {
      const page = await api.search(this.request, signal);
      this.traces = page.traces;
      this.added = null;
      this.page = page;
      this.showQuery(page.query);
      this.renderRoot.querySelector('kept-searches')?.note(this.search);
      this.nothingStored = this.traces.length === 0 && (await api.services(signal)).services.length === 0;
    });
  }

  loadMore() {
    if (this.asked.loading || this.further.loading) {
      return;
    }
    this.further.ask(async (signal) => {
      const page = await api.search(this.page.next, signal);
      const traces = withMore(this.traces, page.traces);
      this.added = traces.length - this.traces.length;
      this.traces = traces;
      this.page = page;
    });
  }

  /** An address with filters instead of a query gets the query that the service has made of them. */
  showQuery(query) {
    if (!this.edited && !new URLSearchParams(this.search).has('q')) {
      this.draft = { ...this.draft, text: query === '{ }' ? '' : query };
    }
  }

  render() {
    const refused = this.asked.problem?.status === 400 && !this.edited ? this.asked.problem : null;
    const ofQuery = refused?.parameter === 'q' ? refused : null;
    return html`
      <div class="side"><div class="kept-in-sight">
        <search-form .fields=${this.draft.fields} .inForm=${this.draft.inForm} .unfinished=${isUnfinished(this.draft.text)} .refused=${refused}
          @edit=${(e) => this.edit(withFields(this.draft, e.target.fields))} @ask=${this.ask}></search-form>
        <kept-searches .search=${this.search}></kept-searches>
      </div></div>
      <div class="main">
        <query-box action="Search" .value=${this.draft.text} .problem=${ofQuery} .range=${this.range}
          @edit=${(e) => this.edit(withText(this.draft, e.target.value))} @ask=${this.ask}></query-box>
        <section class="results" aria-label="Results" aria-busy=${this.asked.loading} tabindex="-1">${this.results()}</section>
      </div>`;
  }

  edit(draft) {
    this.draft = draft;
    this.edited = true;
  }

  ask() {
    if (!this.renderRoot.querySelector('search-form').check()) {
      return;
    }
    const address = addressOf(this.draft, this.search);
    const isSame = requestOf(new URL(address, window.location).search) === this.request;
    if (address !== window.location.pathname + window.location.search) {
      go(address);
    }
    if (isSame) {
      this.edited = false;
      this.load();
    }
  }

  results() {
    if (this.asked.problem) {
      return html`
        <error-message .problem=${this.asked.problem.syntax ? { message: 'The query has a mistake at the marked place.', passing: false } : this.asked.problem} .heading=${this.asked.problem.status === 400 ? 'This search cannot be made' : undefined}
          @retry=${this.load}>${this.asked.problem.status === 400 ? this.correction() : nothing}</error-message>`;
    }
    if (!this.page) {
      return html`<h1 class="muted">Searching…</h1>`;
    }
    return html`
      <div class=${this.asked.loading ? 'stale' : ''}>
        ${incompleteNote(this.page.incompleteReason, 'A shorter time range or a service makes the search smaller.')}
        ${this.traces.length === 0 ? html`${this.nothingStored ? nothing : html`
          <div class="summary"><result-tools .plot=${null} .view=${null} ?live=${this.isLive}></result-tools></div>${this.tail()}`}${this.empty()}` : html`
          <div class="summary">
            <h1>${resultsHeading(this.order, this.traces.length, this.page)}</h1>
            ${this.explanation()}
            <result-tools .plot=${this.isPaged ? this.plot : null} .view=${this.view} .search=${this.search} ?live=${this.isLive}></result-tools>
          </div>
          ${this.tail()}
          ${this.drawing()}
          ${this.area ? html`<area-bar .area=${this.area} .query=${this.page.query} .search=${this.search} .traces=${this.traces} .limit=${this.draft.fields.limit}
            @clear=${() => this.select(null)}></area-bar>` : nothing}
          <result-groups .page=${this.page} .search=${this.search} .range=${this.range} .field=${this.given('group') ?? ''}></result-groups>
          ${this.rows()}
          ${this.more()}`}
      </div>`;
  }

  /** To the differences between the slowest of these traces and the rest. */
  explanation() {
    const slow = slowest(this.traces);
    return slow === null ? nothing : html`<a class="explain" href=${explainPath(this.page.query === '{ }' ? '' : this.page.query, slow, this.search)}
      title=${`Compares ${slow} with the rest`}>Why are these slow?</a>`;
  }

  given(name) {
    return new URLSearchParams(this.search).get(name);
  }

  get isLive() {
    return this.given('live') === 'on';
  }

  get view() {
    return this.given('view') === 'table' ? 'table' : 'list';
  }

  tail() {
    return this.isLive ? html`<live-tail .query=${this.page.query} @stop=${() => replace(withParameters({ live: null }))}></live-tail>` : nothing;
  }

  rows() {
    const traces = this.area?.of === 'traces' ? this.traces.filter((trace) => isIn(this.area, trace)) : this.traces;
    const local = localColumnOf(this.search);
    return this.view === 'list' ? html`<result-list .traces=${traces} .query=${this.page.query}></result-list>` : html`
      <result-table .traces=${traces} .query=${this.page.query} .search=${this.search}></result-table>
      ${this.page.next && local ? html`<p class="note muted">The column ${local.title} sorts the ${plural(traces.length, 'trace')} above. Start, Duration, Spans and Errors sort all results.</p>` : nothing}`;
  }

  /** The order of all results. */
  get order() {
    return orderOf(this.search);
  }

  /** True if the search has more results than a page. */
  get isPaged() {
    return this.page.next !== null || this.traces.length > this.page.traces.length;
  }

  /** The plot of all results, or the one of those loaded. */
  get plot() {
    return this.isPaged && this.given('plot') !== 'scatter' ? 'heat' : 'scatter';
  }

  drawing() {
    if (this.plot === 'heat') {
      return html`<latency-map .page=${this.page} .area=${this.area?.of === 'spans' ? this.area : null} @area=${(e) => this.select(e.detail)}></latency-map>`;
    }
    const range = { from: millis(this.page.startUnixNanos), to: millis(this.page.endUnixNanos) };
    return html`<scatter-plot .traces=${this.traces} .range=${range} .area=${this.area?.of === 'traces' ? this.area : null} @area=${(e) => this.select(e.detail)}></scatter-plot>`;
  }

  select(area) {
    replace(withParameters({ area: area && areaText(area) }));
  }

  correction() {
    const label = labelFor(this.asked.problem.parameter);
    return html`<p>Correct ${label ? html`the marked field “${label}”` : 'the address'}, or <a href="/search">start a new search</a>.</p>`;
  }

  more() {
    return html`<more-results .loaded=${this.traces.length} .added=${this.added} .hasNext=${this.page.next !== null} .loading=${this.further.loading}
      .problem=${this.further.loading ? null : this.further.problem} .words=${this.order.more} @more=${this.loadMore}></more-results>`;
  }

  empty() {
    return this.nothingStored
      ? html`<first-run @arrived=${this.load}></first-run>`
      : html`<empty-results></empty-results>`;
  }

  get list() {
    return this.renderRoot.querySelector('.results').querySelector('result-list, result-table');
  }

  /** After the back button the focus is on the trace that was open, and keys scroll from there. */
  takeFocus() {
    const place = this.list?.lastFocused ?? this.renderRoot.querySelector('.results');
    place.focus({ preventScroll: true });
  }

  key(event) {
    if (this.hidden || scrollsItself(event, this)) {
      return;
    }
    if (event.key === 'Escape' && this.area && !isTyping(event) && !isInDialog(event)) {
      this.select(null);
    } else if (event.key === '/' && !isTyping(event)) {
      event.preventDefault();
      this.renderRoot.querySelector(this.draft.inForm ? 'search-form' : 'query-box').focusField();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !isTyping(event)) {
      if (this.list?.move(event.key === 'ArrowDown' ? 1 : -1)) {
        event.preventDefault();
      }
    }
  }
}

customElements.define('search-page', SearchPage);
