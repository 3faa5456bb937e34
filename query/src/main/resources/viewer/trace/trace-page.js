// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { find, nextOf } from '../model/find.js';
import { go, replace, withParameters } from '../model/location.js';
import { collapseFrom, deepest, reveal, rowOf, shapeOf, visibleRows } from '../model/rows.js';
import { serviceColors } from '../model/service-color.js';
import '../parts/error-message.js';
import { base } from '../parts/styles.js';
import { isTyping } from '../parts/typing.js';
import { actionOf } from './keys.js';
import './mini-map.js';
import './span-details.js';
import './trace-header.js';
import './trace-toolbar.js';
import './trace-waterfall.js';

/**
 * The page of one trace. From the address: the span whose details are open (`span`), the text looked for (`q`), the
 * stretch of time shown (`from`, `to`) and whether the critical path is marked (`critical`). Which rows are collapsed
 * and where the cursor stands is the page's own.
 */
class TracePage extends LitElement {
  static properties = {
    traceId: {},
    search: {},
    trace: { state: true },
    problem: { state: true },
    collapsed: { state: true },
    cursor: { state: true },
  };

  static styles = [base, css`
    :host { display: grid; grid-template: auto auto auto minmax(0, 1fr) / minmax(0, 1fr); height: 100%; min-width: 720px; }
    .body { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); min-height: 0; }
    .body.open { grid-template-columns: minmax(0, 1fr) clamp(360px, 30vw, 520px); }
    .waiting { padding: 48px; text-align: center; color: var(--muted); }
  `];

  constructor() {
    super();
    this.trace = null;
    this.problem = null;
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
    if (changed.has('traceId')) {
      this.load();
    }
    if (this.trace && (changed.has('search') || changed.has('trace'))) {
      this.followAddress();
    }
    if (this.trace && (changed.has('collapsed') || changed.has('trace'))) {
      this.rows = visibleRows(this.shape, this.collapsed);
    }
  }

  async load() {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    this.trace = null;
    this.problem = null;
    document.title = `Trace ${this.traceId.slice(0, 8)} · Dapper`;
    try {
      const trace = await api.trace(this.traceId, asked.signal);
      document.title = `${trace.rootService} ${trace.rootOperation} · Dapper`;
      this.shape = shapeOf(trace.spans);
      this.positions = new Map(trace.spans.map((span, i) => [span.spanId, i]).reverse());
      this.errors = trace.spans.flatMap((span, i) => (span.status.code === 'ERROR' ? [i] : []));
      this.colors = serviceColors(trace.services.map(({ service }) => service));
      this.collapsed = new Set();
      this.cursor = 0;
      this.opened = -1;
      this.trace = trace;
    } catch (problem) {
      if (!asked.signal.aborted) {
        this.problem = problem;
      }
    }
  }

  followAddress() {
    const given = new URLSearchParams(this.search);
    const text = given.get('q') ?? '';
    if (text !== this.text || this.matchedIn !== this.trace) {
      this.text = text;
      this.matchedIn = this.trace;
      this.found = find(this.trace, text);
    }
    const opened = this.positions.get(given.get('span') ?? '') ?? -1;
    if (opened >= 0 && opened !== this.opened) {
      this.moveTo(opened);
    }
    this.opened = opened;
    this.critical = given.get('critical') !== 'off';
    this.view = this.viewOf(given.get('from'), given.get('to'));
  }

  viewOf(from, to) {
    const whole = { from: 0, to: Math.max(1, this.trace.durationNanos) };
    const given = { from: Number(from ?? whole.from), to: Number(to ?? whole.to) };
    return given.from >= 0 && given.from < given.to ? given : whole;
  }

  render() {
    if (this.problem) {
      return html`<error-message .problem=${this.problem} @retry=${this.load}></error-message>`;
    }
    if (!this.trace) {
      return html`<p class="waiting">Loading the trace…</p>`;
    }
    const span = this.trace.spans[this.opened];
    return html`
      <trace-header .trace=${this.trace} .colors=${this.colors}></trace-header>
      <trace-toolbar .text=${this.text} .found=${this.found} .cursor=${this.cursor} .errors=${this.errors.length}
        .critical=${this.critical} .zoomed=${this.view.to - this.view.from < this.trace.durationNanos}
        @action=${(e) => this.act(e.detail)} @find=${(e) => replace(withParameters({ q: e.detail }))}></trace-toolbar>
      <mini-map .trace=${this.trace} .colors=${this.colors} .view=${this.view} @zoom=${(e) => this.zoom(e.detail)}></mini-map>
      <div class=${span ? 'body open' : 'body'}>
        <trace-waterfall .trace=${this.trace} .colors=${this.colors} .rows=${this.rows} .collapsed=${this.collapsed} .view=${this.view}
          .cursor=${this.cursor} .opened=${this.opened} .found=${this.found} .critical=${this.critical}
          @toggle=${(e) => this.toggle(e.detail)} @open=${(e) => this.open(e.detail)}></trace-waterfall>
        ${span ? html`<span-details .trace=${this.trace} .colors=${this.colors} .span=${span} @close=${() => this.act('close')}
          @goto=${(e) => this.open(this.positions.get(e.detail))}></span-details>` : nothing}
      </div>`;
  }

  key(event) {
    const action = this.trace && !isTyping(event) ? actionOf(event.key) : null;
    const button = event.composedPath()[0] instanceof Element && event.composedPath()[0].closest('button, a, summary');
    if (action && !(button && event.key === 'Enter')) {
      event.preventDefault();
      this.act(action);
    }
  }

  act(action) {
    const row = rowOf(this.rows, this.cursor);
    const actions = {
      next: () => this.step(this.rows[Math.min(this.rows.length - 1, row + 1)]),
      previous: () => this.step(this.rows[Math.max(0, row - 1)]),
      first: () => this.step(0),
      last: () => this.step(this.rows[this.rows.length - 1]),
      outwards: () => this.outwards(),
      inwards: () => this.inwards(),
      open: () => this.open(this.cursor),
      close: () => this.opened >= 0 && go(withParameters({ span: null })),
      collapseAll: () => this.collapse(collapseFrom(this.trace.spans, 0)),
      expandAll: () => this.collapse(new Set()),
      collapseLevel: () => this.collapse(collapseFrom(this.trace.spans, Math.max(0, deepest(this.trace.spans, this.rows) - 1))),
      expandLevel: () => this.collapse(collapseFrom(this.trace.spans, deepest(this.trace.spans, this.rows) + 1)),
      nextError: () => this.step(nextOf(this.errors, this.cursor)),
      previousError: () => this.step(nextOf(this.errors, this.cursor, true)),
      nextMatch: () => this.step(nextOf(this.found, this.cursor)),
      previousMatch: () => this.step(nextOf(this.found, this.cursor, true)),
      critical: () => replace(withParameters({ critical: this.critical ? 'off' : null })),
      zoomToSpan: () => this.zoomToSpan(this.trace.spans[this.cursor]),
      wholeTime: () => this.zoom(null),
      find: () => this.renderRoot.querySelector('trace-toolbar').focusFind(),
    };
    actions[action]();
  }

  /** Moves the cursor; open details follow it within the same step of the browser's history. */
  step(position) {
    if (position < 0) {
      return;
    }
    this.moveTo(position);
    if (this.opened >= 0) {
      replace(withParameters({ span: this.trace.spans[position].spanId }));
    }
  }

  moveTo(position) {
    this.collapsed = reveal(this.shape, this.collapsed, position);
    this.cursor = position;
  }

  open(position) {
    if (position === undefined) {
      return;
    }
    this.moveTo(position);
    const span = this.trace.spans[position].spanId;
    const address = withParameters({ span });
    if (this.opened >= 0) {
      replace(address);
    } else {
      go(address);
    }
  }

  toggle(position) {
    const collapsed = new Set(this.collapsed);
    if (!collapsed.delete(position)) {
      collapsed.add(position);
    }
    this.collapse(collapsed);
  }

  /** The cursor never stands on a hidden row. */
  collapse(collapsed) {
    this.collapsed = collapsed;
    const rows = visibleRows(this.shape, collapsed);
    this.cursor = rows[rowOf(rows, this.cursor)];
  }

  outwards() {
    const open = this.trace.spans[this.cursor].childCount > 0 && !this.collapsed.has(this.cursor);
    if (open) {
      this.toggle(this.cursor);
    } else {
      this.step(this.shape.parents[this.cursor]);
    }
  }

  inwards() {
    if (this.collapsed.has(this.cursor)) {
      this.toggle(this.cursor);
    } else if (this.trace.spans[this.cursor].childCount > 0) {
      this.step(this.cursor + 1);
    }
  }

  zoomToSpan(span) {
    const air = Math.max(1, span.durationNanos) * 0.05;
    this.zoom({
      from: Math.max(0, span.startNanos - air),
      to: Math.min(Math.max(1, this.trace.durationNanos), span.startNanos + Math.max(1, span.durationNanos) + air),
    });
  }

  zoom(view) {
    replace(withParameters({ from: view ? String(Math.floor(view.from)) : null, to: view ? String(Math.ceil(view.to)) : null }));
  }
}

customElements.define('trace-page', TracePage);
