// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { millis, plural } from '../model/format.js';
import { requestOf } from '../model/search-form.js';
import '../parts/error-message.js';
import { base, controls } from '../parts/styles.js';
import { isTyping } from '../parts/typing.js';
import './result-list.js';
import './scatter-plot.js';
import './search-form.js';

/** The search page: the form at the left, what was found at the right. Every address of it is a search. */
class SearchPage extends LitElement {
  static properties = {
    search: {},
    traces: { state: true },
    page: { state: true },
    problem: { state: true },
    loading: { state: true },
    nothingStored: { state: true },
  };

  static styles = [base, controls, css`
    :host { display: grid; grid-template: minmax(100%, auto) / 292px minmax(0, 1fr); overflow: auto; }
    search-form { border-right: 1px solid var(--line); background: var(--surface); }
    .results { padding: 16px 24px 32px; min-width: 0; max-width: 1680px; }
    .summary { display: flex; align-items: baseline; gap: 12px; min-height: 30px; }
    h1 { font-size: 16px; font-weight: 600; letter-spacing: -0.01em; }
    .incomplete {
      margin: 8px 0; padding: 8px 12px; border-radius: var(--radius); background: var(--warning-soft); color: var(--warning);
    }
    .more { display: flex; justify-content: center; align-items: center; gap: 12px; margin-top: 16px; }
    .empty { margin: 72px auto; max-width: 460px; }
    .empty h2 { font-size: 16px; margin-bottom: 8px; }
    .empty p, .empty pre { margin: 0 0 12px; color: var(--muted); }
    .empty pre, .empty code { font: 13px var(--mono); color: var(--text); }
    .empty pre { padding: 10px 14px; overflow: auto; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); }
    .empty ul { margin: 0; padding-left: 20px; color: var(--muted); }
    .empty li { margin: 4px 0; }
    .stale { opacity: 0.5; transition: opacity 150ms 150ms; }
    @media (max-width: 860px) {
      :host { grid-template: auto / minmax(0, 1fr); }
      search-form { border-right: 0; border-bottom: 1px solid var(--line); }
    }
  `];

  constructor() {
    super();
    this.traces = [];
    this.page = null;
    this.problem = null;
    this.loading = false;
    this.onKey = (event) => this.key(event);
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('keydown', this.onKey);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asked?.abort();
    window.removeEventListener('keydown', this.onKey);
  }

  willUpdate(changed) {
    if (changed.has('search')) {
      this.load(requestOf(this.search), []);
    }
  }

  async load(path, before) {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    this.loading = true;
    try {
      const page = await api.search(path, asked.signal);
      this.traces = [...before, ...page.traces];
      this.page = page;
      this.problem = null;
      this.nothingStored = this.traces.length === 0 && (await api.services(asked.signal)).length === 0;
    } catch (problem) {
      if (asked.signal.aborted) {
        return;
      }
      this.problem = problem;
    }
    this.loading = false;
  }

  render() {
    return html`
      <search-form .search=${this.search} @again=${() => this.load(requestOf(this.search), [])}></search-form>
      <section class="results" aria-label="Results" aria-busy=${this.loading}>${this.results()}</section>`;
  }

  results() {
    if (this.problem) {
      return html`<error-message .problem=${this.problem} @retry=${() => this.load(requestOf(this.search), [])}></error-message>`;
    }
    if (!this.page) {
      return html`<p class="muted">Searching…</p>`;
    }
    const range = { from: millis(this.page.startUnixNanos), to: millis(this.page.endUnixNanos) };
    return html`
      <div class=${this.loading ? 'stale' : ''}>
        ${this.page.complete ? nothing : html`
          <p class="incomplete" role="status"><strong>This answer is not complete:</strong> ${this.page.incompleteReason}.
            A shorter time range or a service makes the search smaller.</p>`}
        ${this.traces.length === 0 ? this.empty() : html`
          <div class="summary">
            <h1>${this.page.next ? 'Newest ' : ''}${plural(this.traces.length, 'trace')}</h1>
          </div>
          <scatter-plot .traces=${this.traces} .range=${range}></scatter-plot>
          <result-list .traces=${this.traces}></result-list>
          ${this.more()}`}
      </div>`;
  }

  more() {
    return this.page.next
      ? html`<p class="more"><button ?disabled=${this.loading} @click=${() => this.load(this.page.next, this.traces)}>
          ${this.loading ? 'Loading…' : 'Load older traces'}</button></p>`
      : html`<p class="more muted">That is all of them.</p>`;
  }

  empty() {
    return this.nothingStored ? html`
      <div class="empty">
        <h2>No trace has arrived yet</h2>
        <p>Attach the agent to a JVM and send it a request:</p>
        <pre tabindex="0">java -javaagent:dapper-javaagent.jar -jar application.jar</pre>
        <p>If a collector runs on another machine, say where with <code>OTEL_EXPORTER_OTLP_ENDPOINT</code>.</p>
      </div>` : html`
      <div class="empty">
        <h2>No traces match</h2>
        <ul>
          <li>Try a longer time range.</li>
          <li>Take filters away: all of them must hold on one span.</li>
          <li>A sampled service records only some of its requests.</li>
        </ul>
      </div>`;
  }

  key(event) {
    if (this.hidden) {
      return;
    }
    if (event.key === '/' && !isTyping(event)) {
      event.preventDefault();
      this.renderRoot.querySelector('search-form').focusFirst();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !isTyping(event)) {
      if (this.renderRoot.querySelector('result-list')?.move(event.key === 'ArrowDown' ? 1 : -1)) {
        event.preventDefault();
      }
    }
  }
}

customElements.define('search-page', SearchPage);
