// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { duration, percentage } from '../model/format.js';
import { labelOf } from '../model/insights.js';
import { insight as sign } from '../parts/icons.js';
import { percent, place } from '../parts/place.js';
import { base } from '../parts/styles.js';

/**
 * The insights of a trace, heaviest first. The sentence of the chosen one is shown as a whole, each other one in a line.
 * Fires `choose` with the index of one, -1 to choose none. `total` is the trace's duration in nanoseconds.
 */
class TraceInsights extends LitElement {
  static properties = { insights: { attribute: false }, chosen: { type: Number }, total: { type: Number } };

  static styles = [base, css`
    :host { margin: 0 16px 10px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); overflow: hidden; }
    ol { max-height: 138px; margin: 0; padding: 3px; overflow-y: auto; list-style: none; }
    button {
      display: grid; grid-template-columns: 16px 124px minmax(0, 1fr) auto 56px; gap: 0 10px; align-items: baseline; width: 100%; padding: 4px 8px;
      border: 0; border-radius: 4px; background: none; color: var(--text); font: inherit; font-size: 13px; line-height: 18px; text-align: left; cursor: pointer;
    }
    button:hover { background: var(--hover); }
    button[aria-pressed="true"] { background: var(--accent-soft); box-shadow: inset 3px 0 0 var(--accent); }
    svg { align-self: start; margin-top: 1px; color: var(--muted); }
    button[aria-pressed="true"] svg { color: var(--accent); }
    .kind { font-weight: 600; }
    .sentence { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    button[aria-pressed="true"] .sentence { white-space: normal; overflow-wrap: anywhere; }
    .cost { color: var(--muted); text-align: right; }
    .share { align-self: center; height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
    .share i { display: block; height: 100%; background: var(--edge); }
    button[aria-pressed="true"] .share i { background: var(--accent); }
    @media print { ol { max-height: none; } button .sentence { white-space: normal !important; } }
    .none { padding: 6px 12px; font-size: 13px; color: var(--muted); }
    @media (forced-colors: active) {
      button[aria-pressed="true"] { forced-color-adjust: auto; outline: 2px solid Highlight; outline-offset: -2px; }
      .share { forced-color-adjust: none; border: 1px solid CanvasText; background: Canvas; } .share i { background: CanvasText; }
    }
  `];

  render() {
    return html`
      <section aria-label="Insights">
        ${this.insights.length === 0 ? html`
          <p class="none" role="status">No insights: no repeated, failed or idle part of this trace costs enough to report. The settings dapper.query.insights.* have the limits.</p>` : html`
          <ol>${this.insights.map((insight, i) => html`<li>${this.line(insight, i)}</li>`)}</ol>`}
      </section>`;
  }

  line(insight, index) {
    const share = this.total > 0 ? Math.min(1, insight.costNanos / this.total) : 0;
    return html`
      <button aria-pressed=${index === this.chosen} @click=${() => this.choose(index)}>
        ${sign}<span class="kind">${labelOf(insight)}</span><span class="sentence" title=${insight.sentence}>${insight.sentence}</span>
        ${insight.costNanos === 0 ? html`<span class="cost"></span><span></span>` : html`
          <span class="cost number">${duration(insight.costNanos)}<span class="visually-hidden">, ${percentage(share)} of the trace</span></span>
          <span class="share" title=${`${percentage(share)} of the trace`}><i ${place({ width: percent(share) })}></i></span>`}
      </button>`;
  }

  choose(index) {
    this.dispatchEvent(new CustomEvent('choose', { detail: index === this.chosen ? -1 : index }));
  }

  /** Scrolls the list as little as necessary. */
  updated(changed) {
    if (changed.has('chosen') && this.chosen >= 0) {
      this.renderRoot.querySelectorAll('button')[this.chosen]?.scrollIntoView({ block: 'nearest' });
    }
  }
}

customElements.define('trace-insights', TraceInsights);
