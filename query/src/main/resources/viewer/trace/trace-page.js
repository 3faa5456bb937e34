// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { find } from '../model/find.js';
import { foldsOf, noFolds } from '../model/folds.js';
import { nameText } from '../model/format.js';
import { chosenInsight } from '../model/insights.js';
import { layoutOf } from '../model/layout.js';
import { replace, withParameters } from '../model/location.js';
import { keysOf, rowOf, shapeOf, visibleRows } from '../model/rows.js';
import { serviceColors } from '../model/service-color.js';
import { isWhole, viewOf } from '../model/view.js';
import '../parts/error-message.js';
import { isCursorKey, isScrolling, scrollsItself, whenNowhere } from '../parts/focus.js';
import { base } from '../parts/styles.js';
import { isTyping } from '../parts/typing.js';
import { actions, choose, chooseInsight, findInWaterfall, leadInto, moveTo, open, showInsight, toggle, toggleFold } from './actions.js';
import { actionOf } from './keys.js';
import './flame-graph.js';
import './mini-map.js';
import './span-details.js';
import './trace-header.js';
import './trace-insights.js';
import './trace-statistics.js';
import './trace-toolbar.js';
import './trace-waterfall.js';

const HEADINGS = { 400: 'This is no trace id', 404: 'This trace is not stored' };
const ADVICE = {
  400: 'Correct the address, enter the id in the field at the top',
  404: 'A new trace takes some seconds to arrive: try again then',
};

/**
 * The page of one trace. The address holds the span whose details are open (`span`), the searched text (`q`), the
 * visible time range (`from`, `to`), whether the critical path is marked (`critical`), the chosen insight (`insight`, from
 * 1), whether the list of insights is shown (`insights`), whether equal siblings are folded (`folds`) and the layout (`layout`; `flame-graph.js` and
 * `trace-statistics.js` have more). The page itself holds the collapsed rows, the folds that are opened, and the cursor. Fires `refused` if the id in the address is not valid.
 */
class TracePage extends LitElement {
  static properties = {
    traceId: {},
    search: {},
    trace: { state: true },
    problem: { state: true },
    collapsed: { state: true },
    unfolded: { state: true },
    cursor: { state: true },
  };

  static styles = [base, css`
    :host { display: grid; grid-template: repeat(4, auto) minmax(0, 1fr) / minmax(0, 1fr); height: 100%; min-width: 720px; }
    mini-map { grid-row: 4; }
    flame-graph, trace-statistics { grid-row: 3 / -1; min-height: 0; }
    .body { grid-row: 5; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); min-height: 0; }
    .body.open { grid-template-columns: minmax(0, 1fr) clamp(360px, 30vw, 520px); }
    .waiting { padding: 48px; font-size: 14px; font-weight: 400; text-align: center; color: var(--muted); }
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
    if (this.trace) {
      this.layRows();
    }
    if (this.trace && changed.has('trace') && this.opened < 0 && !isWhole(this.trace, this.view)) {
      leadInto(this, this.view);
    }
  }

  /** The cursor is never on a hidden row. */
  layRows() {
    const { collapsed, unfolded, folds } = this;
    if (this.laid?.collapsed !== collapsed || this.laid.unfolded !== unfolded || this.laid.folds !== folds) {
      this.laid = { collapsed, unfolded, folds };
      this.rows = visibleRows(this.shape, collapsed, folds.byFirst, unfolded);
      this.cursor = this.rows[rowOf(this.rows, this.cursor)];
    }
  }

  /** Keys must reach an element that scrolls, also when the focused one is gone. */
  updated() {
    whenNowhere(() => this.isConnected && this.takeFocus());
  }

  takeFocus() {
    (this.waterfall ?? this.renderRoot.querySelector('flame-graph'))?.focusRows();
  }

  get waterfall() {
    return this.renderRoot.querySelector('trace-waterfall');
  }

  get toolbar() {
    return this.renderRoot.querySelector('trace-toolbar');
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
      document.title = `${trace.rootService} ${nameText(trace.rootOperation)} · Dapper`;
      this.shape = shapeOf(trace.spans);
      this.keys = keysOf(trace.spans);
      this.positions = new Map(this.keys.map((key, i) => [key, i]));
      this.errors = trace.spans.flatMap((span, i) => (span.status.code === 'ERROR' ? [i] : []));
      this.colors = serviceColors(trace.services.map(({ service }) => service));
      this.collapsed = new Set();
      this.unfolded = new Set();
      this.folded = null;
      this.cursor = 0;
      this.opened = -1;
      this.insight = -1;
      this.marked = null;
      this.trace = trace;
    } catch (problem) {
      if (!asked.signal.aborted) {
        this.problem = problem;
        if (problem.status === 400) {
          this.dispatchEvent(new Event('refused'));
        }
      }
    }
  }

  followAddress() {
    const given = new URLSearchParams(this.search);
    this.layout = layoutOf(given.get('layout'));
    this.lookFor(given.get('q') ?? '');
    this.fold(given.get('folds') !== 'off');
    this.showInsights = (given.get('insights') ?? (this.trace.insights.length > 0 ? 'on' : 'off')) === 'on';
    showInsight(this, chosenInsight(this.trace.insights, given.get('insight')));
    const opened = this.positions.get(given.get('span') ?? '') ?? -1;
    if (opened >= 0 && opened !== this.opened) {
      moveTo(this, opened);
    }
    this.opened = opened;
    this.critical = given.get('critical') !== 'off';
    this.view = viewOf(this.trace, given.get('from'), given.get('to'));
  }

  lookFor(text) {
    if (text !== this.text || this.matchedIn !== this.trace) {
      this.text = text;
      this.matchedIn = this.trace;
      this.found = find(this.trace, text);
    }
  }

  fold(folded) {
    if (folded !== this.folded || this.foldedOf !== this.trace) {
      this.folded = folded;
      this.foldedOf = this.trace;
      this.folds = folded ? foldsOf(this.trace.spans, this.shape) : noFolds(this.trace.spans);
    }
  }

  render() {
    if (this.problem) {
      return html`
        <error-message .problem=${this.problem} .heading=${HEADINGS[this.problem.status]} @retry=${this.load}>${this.whatToDo()}</error-message>`;
    }
    if (!this.trace) {
      return html`<h1 class="waiting">Loading the trace…</h1>`;
    }
    return html`
      <trace-header .trace=${this.trace} .colors=${this.colors}></trace-header>
      <trace-toolbar .layout=${this.layout} .text=${this.text} .found=${this.found} .cursor=${this.cursor} .errors=${this.errors.length}
        .critical=${this.critical} .insights=${this.trace.insights.length} .listed=${this.showInsights} .zoomed=${!isWhole(this.trace, this.view)}
        @action=${(e) => this.act(e.detail)} @find=${(e) => this.find(e.detail)}></trace-toolbar>
      ${this.content()}`;
  }

  content() {
    if (this.layout === 'flame') {
      return html`<flame-graph .trace=${this.trace} .colors=${this.colors} .search=${this.search} @find=${(e) => findInWaterfall(this, e.detail)}></flame-graph>`;
    }
    if (this.layout === 'statistics') {
      return html`<trace-statistics .trace=${this.trace} .colors=${this.colors} .search=${this.search} @find=${(e) => findInWaterfall(this, e.detail)}></trace-statistics>`;
    }
    const span = this.trace.spans[this.opened];
    return html`
      ${this.showInsights ? html`
        <trace-insights .insights=${this.trace.insights} .chosen=${this.insight} .total=${this.trace.durationNanos}
          @choose=${(e) => chooseInsight(this, e.detail)}></trace-insights>` : nothing}
      <mini-map .trace=${this.trace} .colors=${this.colors} .view=${this.view} @zoom=${(e) => choose(this, e.detail)}></mini-map>
      <div class=${span ? 'body open' : 'body'}>
        <trace-waterfall .trace=${this.trace} .colors=${this.colors} .rows=${this.rows} .collapsed=${this.collapsed}
          .folds=${this.folds} .unfolded=${this.unfolded} .view=${this.view} .cursor=${this.cursor} .opened=${this.opened} .found=${this.found} .marked=${this.marked} .critical=${this.critical}
          @toggle=${(e) => toggle(this, e.detail)} @fold=${(e) => toggleFold(this, e.detail)} @open=${(e) => open(this, e.detail)}></trace-waterfall>
        ${span ? html`<span-details .trace=${this.trace} .colors=${this.colors} .span=${span} .key=${this.keys[this.opened]} @close=${() => this.act('close')}
          @goto=${(e) => open(this, this.positions.get(e.detail))}></span-details>` : nothing}
      </div>`;
  }

  whatToDo() {
    const advice = ADVICE[this.problem.status];
    return advice ? html`<p>${advice}, or <a href="/search">search for traces</a>.</p>` : nothing;
  }

  key(event) {
    if (!this.trace || isTyping(event)) {
      return;
    }
    const target = event.composedPath()[0];
    const pressable = target instanceof Element && target.closest('button, a, summary');
    const theirs = pressable && (event.key === 'Enter' || event.key === ' ');
    const scrolls = isScrolling(event) && scrollsItself(event, this) && !(isCursorKey(event) && event.composedPath().includes(this.waterfall));
    const action = theirs || scrolls ? null : actionOf(event.key, this.layout);
    if (action) {
      event.preventDefault();
      this.act(action);
    }
  }

  /** Immediately, so that a step to the next match uses this text. */
  find(text) {
    this.lookFor(text);
    replace(withParameters({ q: text }));
  }

  act(name) {
    actions[name](this);
  }
}

customElements.define('trace-page', TracePage);
