// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { NOTHING_YET, afterLeftOut, afterTrace, livePath, liveWords, paused, resumed } from '../model/live.js';
import { base, controls } from '../parts/styles.js';
import './result-list.js';

/** Milliseconds between two sentences for screen readers: each trace would be too much to listen to. */
const BETWEEN_SENTENCES = 5000;

/** Follows a query: new traces appear at the top, until it is paused. Fires `stop`. */
class LiveTail extends LitElement {
  static properties = { query: {}, live: { state: true }, problem: { state: true }, sentence: { state: true } };

  static styles = [base, controls, css`
    :host { margin: 8px 0 16px; }
    section { padding: 8px 12px 12px; border: 1px solid var(--accent); border-radius: 8px; }
    .head { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
    h2 { font-size: 14px; font-weight: 600; }
    .words { margin-right: auto; font-size: 13px; color: var(--muted); font-variant-numeric: tabular-nums; }
    .problem { margin-top: 8px; color: var(--warning); font-size: 13px; }
    .rows { max-height: 420px; margin-top: 8px; overflow: auto; }
  `];

  constructor() {
    super();
    this.live = NOTHING_YET;
    this.problem = null;
    this.sentence = '';
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.follow();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leave();
  }

  willUpdate(changed) {
    if (changed.has('query')) {
      this.live = NOTHING_YET;
      this.follow();
    }
  }

  follow() {
    this.leave();
    this.problem = null;
    const events = new EventSource(livePath(this.query));
    this.events = events;
    const on = (name, then) => events.addEventListener(name, (event) => then(JSON.parse(event.data)));
    on('search', () => { this.problem = null; });
    on('trace', (trace) => {
      this.problem = null;
      this.change(afterTrace(this.live, trace));
    });
    on('left-out', (counts) => this.change(afterLeftOut(this.live, counts)));
    on('problem', ({ detail }) => { this.problem = detail; });
    events.addEventListener('error', () => this.explain(events));
  }

  leave() {
    this.events?.close();
    clearTimeout(this.speaking);
    this.speaking = undefined;
  }

  /** The browser connects again by itself, but not after a refusal, whose reason it does not give. */
  async explain(events) {
    if (events.readyState !== EventSource.CLOSED) {
      this.problem = 'The connection was lost. Trying again…';
      return;
    }
    const asked = new AbortController();
    const problem = await api.refusal(livePath(this.query), asked);
    if (this.events === events) {
      this.problem = problem?.message ?? 'The connection was lost.';
    }
  }

  change(live) {
    this.live = live;
    this.speaking ??= setTimeout(() => {
      this.speaking = undefined;
      this.sentence = liveWords(this.live);
    }, BETWEEN_SENTENCES);
  }

  render() {
    const { shown, waiting, isPaused } = this.live;
    return html`
      <section aria-label="Live">
        <div class="head">
          <h2>Live</h2>
          <p class="words">${liveWords(this.live)}${isPaused ? ', paused' : ''}</p>
          <span class="visually-hidden" role="status">${this.sentence}</span>
          <button @click=${() => this.change(isPaused ? resumed(this.live) : paused(this.live))}>${isPaused ? `Resume${waiting.length > 0 ? ` (${waiting.length} new)` : ''}` : 'Pause'}</button>
          <button @click=${() => this.dispatchEvent(new Event('stop'))}>Stop</button>
        </div>
        ${this.problem ? html`<p class="problem" role="status">${this.problem}
          ${this.events?.readyState === EventSource.CLOSED ? html`<button @click=${() => this.follow()}>Try again</button>` : nothing}</p>` : nothing}
        ${shown.length === 0 ? nothing : html`<div class="rows"><result-list arriving .traces=${shown} .query=${this.query}></result-list></div>`}
      </section>`;
  }
}

customElements.define('live-tail', LiveTail);
