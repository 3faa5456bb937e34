// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import './alerts/alerts-page.js';
import './compare/compare-choice.js';
import './compare/compare-page.js';
import './explain/explain-page.js';
import { keepLastResults, lastResults } from './model/last-results.js';
import { go } from './model/location.js';
import { isSearch, serviceOf } from './model/pages.js';
import { zone } from './model/zone.js';
import { whenNowhere } from './parts/focus.js';
import './parts/keyboard-help.js';
import { base, controls } from './parts/styles.js';
import { applyTheme } from './parts/theme.js';
import './parts/top-bar.js';
import { isTyping } from './parts/typing.js';
import './patterns/patterns-page.js';
import './search/search-page.js';
import './service/service-page.js';
import './services/services-page.js';
import './trace/trace-file.js';
import './trace/trace-page.js';

const SERVICES_PATH = '/services';
const TRACE_PATH = /^\/trace\/([^/]+)$/;
const COMPARE_PATH = /^\/compare\/([^/]+)(?:\/([^/]+))?$/;

/**
 * The frame of every page; the address determines the page. The search page is kept while a trace is shown, and the page of
 * services while one of them is, so that the back button leads to the same rows at the same position. `session` is set by the
 * server if the browser is logged in. In another time zone each page is made anew, since most of its parts show times.
 */
class DapperApp extends LitElement {
  static properties = { session: { type: Boolean }, path: { state: true }, search: { state: true }, lastSearch: { state: true }, lastServices: { state: true }, refused: { state: true }, zone: { state: true }, unloaded: { state: true } };

  static styles = [base, controls, css`
    :host { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); height: 100dvh; }
    main { min-height: 0; }
    main > * { height: 100%; }
    @media (max-width: 720px) { main { overflow: auto; } }
    @media print { :host { display: block; height: auto; } main > * { height: auto; } top-bar { display: none; } }
    .nowhere { padding: 64px 24px; text-align: center; }
    .nowhere h1 { margin-bottom: 8px; font-size: 16px; font-weight: 600; overflow-wrap: anywhere; }
    .nowhere button { margin-top: 16px; }
  `];

  constructor() {
    super();
    applyTheme();
    this.session = false;
    this.lastSearch = null;
    this.lastServices = null;
    this.refused = null;
    this.zone = zone();
    this.unloaded = false;
    this.follow();
    window.addEventListener('popstate', () => this.follow());
    window.addEventListener('dapper-location', () => this.follow());
    window.addEventListener('keydown', (event) => this.key(event));
    this.addEventListener('click', (event) => this.followLink(event));
    this.addEventListener('help', () => this.help());
    this.addEventListener('zone', () => { this.zone = zone(); });
  }

  render() {
    const searching = isSearch(this.path);
    return html`
      <top-bar .path=${this.path} .search=${this.search} .results=${this.isOfATrace() ? this.lastSearch ?? lastResults() : null} .refused=${this.refused} .session=${this.session}></top-bar>
      <main>${keyed(this.zone, html`
        ${this.lastSearch === null ? nothing : html`
          <search-page ?hidden=${!searching} .search=${this.lastSearch}></search-page>`}
        ${this.lastServices === null ? nothing : html`
          <services-page ?hidden=${this.path !== SERVICES_PATH} .search=${this.lastServices}></services-page>`}
        ${searching || this.path === SERVICES_PATH ? nothing : this.otherPage()}`)}
      </main>
      <keyboard-help></keyboard-help>`;
  }

  /** The pages that search results lead to. */
  isOfATrace() {
    return TRACE_PATH.test(this.path) || COMPARE_PATH.test(this.path) || this.path === '/explain';
  }

  otherPage() {
    if (this.path === '/map') {
      // Its layout is the largest part of the viewer, and of no use for traces.
      import('./map/map-page.js').catch(() => { this.unloaded = true; });
      if (this.unloaded) {
        return html`<div class="nowhere" role="alert"><h1>The map could not be loaded.</h1><p>A file of the viewer did not arrive: the query service may be busy, or restarting.</p>
          <button @click=${() => window.location.reload()}>Reload the page</button></div>`;
      }
      return html`<map-page .search=${this.search}></map-page>`;
    }
    const service = serviceOf(this.path);
    if (service !== null) {
      return html`<service-page .service=${service} .search=${this.search}></service-page>`;
    }
    const trace = TRACE_PATH.exec(this.path);
    if (trace) {
      const id = decodeURIComponent(trace[1]);
      return html`<trace-page .traceId=${id} .search=${this.search} @refused=${() => { this.refused = id; }}></trace-page>`;
    }
    if (this.path === '/file') {
      return html`<trace-file .search=${this.search}></trace-file>`;
    }
    const compared = COMPARE_PATH.exec(this.path);
    if (compared) {
      const [a, b] = compared.slice(1).map((id) => id && decodeURIComponent(id));
      return b
        ? html`<compare-page .a=${a} .b=${b} .search=${this.search}></compare-page>`
        : html`<compare-choice .traceId=${a} .search=${this.search}></compare-choice>`;
    }
    if (this.path === '/alerts') {
      return html`<alerts-page .search=${this.search}></alerts-page>`;
    }
    if (this.path === '/patterns') {
      return html`<patterns-page .search=${this.search}></patterns-page>`;
    }
    if (this.path === '/explain') {
      return html`<explain-page .search=${this.search}></explain-page>`;
    }
    return html`<div class="nowhere"><h1>There is no page at ${this.path}.</h1><a href="/search">Search for traces</a></div>`;
  }

  follow() {
    this.path = window.location.pathname;
    this.search = window.location.search;
    this.refused = null;
    if (isSearch(this.path)) {
      this.lastSearch = this.search;
      keepLastResults(this.search);
      document.title = 'Search · Dapper';
    } else if (this.path === SERVICES_PATH) {
      this.lastServices = this.search;
      document.title = 'Services · Dapper';
    }
    // An unchanged page, as after the back button, would not notice.
    whenNowhere(() => this.renderRoot.querySelector('main > :not([hidden])')?.takeFocus?.());
  }

  /** A click on an internal link changes the address without reloading the page. */
  followLink(event) {
    const link = event.composedPath().find((element) => element.tagName?.toLowerCase() === 'a');
    const href = link?.getAttribute('href');
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (plain && href?.startsWith('/') && !href.startsWith('/api/') && !event.defaultPrevented) {
      event.preventDefault();
      go(href);
    }
  }

  key(event) {
    if (event.key === '?' && !isTyping(event)) {
      this.help();
    }
  }

  help() {
    this.renderRoot.querySelector('keyboard-help').show();
  }
}

customElements.define('dapper-app', DapperApp);
