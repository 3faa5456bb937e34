// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ago, clock, count, day, duration, millis, moment, nameText, plural } from '../model/format.js';
import { rootText } from '../model/growth.js';
import { matchedSpans, showsMatches, spanPath } from '../model/results.js';
import { serviceColors } from '../model/service-color.js';
import { moveFocus } from '../parts/focus.js';
import { percent, place } from '../parts/place.js';
import { serviceChip, serviceDot } from '../parts/service-chip.js';
import { base, chips } from '../parts/styles.js';

const MOST_CHIPS = 8;
const MOST_MATCHES = 3;

/**
 * The traces found, one a row; the bars compare their durations. Below a trace are the spans that match the `query`, unless all do. With
 * `arriving`, rows that are added stand out for a moment.
 */
class ResultList extends LitElement {
  static properties = { traces: { attribute: false }, query: {} };

  static styles = [base, chips, css`
    ol { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
    li + li { border-top: 1px solid var(--line); }
    a.trace {
      display: grid; grid-template-columns: minmax(0, 1fr) 88px minmax(180px, 24%) 168px; gap: 4px 20px; align-items: center;
      padding: 10px 16px; color: var(--text);
    }
    a.trace:hover { background: var(--hover); text-decoration: none; }
    a.trace:focus-visible { outline-offset: -2px; background: var(--hover); }
    .matched { display: flex; flex-wrap: wrap; gap: 2px 14px; padding: 0 16px 10px; font-size: 12px; color: var(--muted); }
    .matched a { display: inline-block; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; }
    @media (prefers-reduced-motion: no-preference) {
      :host([arriving]) li { animation: arrive 1.5s; }
      @keyframes arrive { from { background: var(--accent-soft); } }
    }
    .what { display: flex; align-items: center; gap: 8px; min-width: 0; }
    .service { flex: 0 1 auto; min-width: 0; }
    .operation { flex: 1 1 auto; min-width: 0; font-weight: 600; }
    .service, .operation { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .counts { text-align: right; }
    .length { display: grid; grid-template-columns: minmax(0, 1fr) 72px; gap: 12px; align-items: center; }
    .track { height: 8px; border-radius: 4px; background: var(--line); overflow: hidden; }
    .bar { height: 100%; min-width: 3px; border-radius: 4px; background: var(--accent-fill); }
    .length .number { text-align: right; font-weight: 600; }
    .when { text-align: right; }
    .services { display: flex; flex-wrap: wrap; gap: 4px 6px; min-width: 0; }
    .second { font-size: 12px; color: var(--muted); }
    .errors { grid-column: 2; display: flex; justify-content: flex-end; }
    @media (forced-colors: active) { .track { border: 1px solid CanvasText; } .bar { forced-color-adjust: none; background: CanvasText; } }
    @media (max-width: 1140px) {
      a.trace { grid-template-columns: minmax(0, 1fr) 76px 76px 168px; }
      .length { grid-template-columns: 1fr; } .track { display: none; }
    }
    @media (max-width: 1000px) { a.trace { grid-template-columns: minmax(0, 1fr) 80px 120px; } .when { display: none; } }
  `];

  render() {
    const longest = Math.max(1, ...this.traces.map((trace) => trace.durationNanos));
    const now = Date.now();
    return html`<ol @focusin=${(e) => { this.last = e.target.closest('a'); }}>${repeat(this.traces, ({ traceId }) => traceId, (trace) => this.row(trace, longest, now))}</ol>`;
  }

  row(trace, longest, now) {
    const start = millis(trace.startUnixNanos);
    const shown = trace.services.slice(0, MOST_CHIPS);
    const colors = serviceColors(trace.services.map(({ service }) => service));
    const rest = trace.services.length - shown.length;
    return html`
      <li>
        <a class="trace" href=${`/trace/${trace.traceId}`}>
          <span class="what">
            ${serviceDot(colors.get(trace.rootService))}
            <span class="service" title=${trace.rootService}>${trace.rootService}</span>
            <span class="operation" title=${trace.rootOperation}>${nameText(trace.rootOperation)}</span>
            ${trace.rootMissing ? html`<span class="second">${rootText(trace, now)}</span>` : nothing}
          </span>
          <span class="counts number">${plural(trace.spanCount, 'span')}</span>
          <span class="length">
            <span class="track"><div class="bar" ${place({ width: percent(trace.durationNanos / longest) })}></div></span>
            <span class="number">${duration(trace.durationNanos)}</span>
          </span>
          <time class="when number" datetime=${new Date(start).toISOString()} title=${moment(start)}>${ago(start, now)}</time>
          <span class="services">
            ${shown.map((counts) => serviceChip(counts, colors.get(counts.service)))}
            ${rest > 0 ? html`<span class="second">and ${count(rest)} more</span>` : nothing}
          </span>
          <span class="errors">
            ${trace.errorCount > 0 ? html`<span class="badge number">${plural(trace.errorCount, 'error')}</span>` : nothing}
          </span>
          <span></span>
          <span class="when number second">${day(start)} ${clock(start)}</span>
        </a>
        ${showsMatches(this.query) ? this.matched(trace) : nothing}
      </li>`;
  }

  matched(trace) {
    const { matched, spans } = matchedSpans(trace);
    return spans.length === 0 ? nothing : html`
      <p class="matched"><span class="number">${count(matched)} of ${plural(trace.spanCount, 'span')} ${matched === 1 ? 'matches' : 'match'}:</span>
        ${spans.slice(0, MOST_MATCHES).map((span) => html`<a href=${spanPath(trace, span)}>${span.service} ${nameText(span.name)}, <span class="number">${duration(span.durationNanos)}</span></a>`)}</p>`;
  }

  /** The link that had the focus last, if it is still there. */
  get lastFocused() {
    return this.last?.isConnected ? this.last : null;
  }

  /** Moves the focus to the next or previous row. @return true if there was one */
  move(step) {
    return moveFocus(this.renderRoot, step);
  }
}

customElements.define('result-list', ResultList);
