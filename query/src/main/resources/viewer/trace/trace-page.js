// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { isArriving, lineCount } from '../model/arriving-trace.js';
import { isNews } from '../model/carried.js';
import { isCorrected } from '../model/clocks.js';
import { foldsOf, noFolds } from '../model/folds.js';
import { nameText } from '../model/format.js';
import { chosenInsight } from '../model/insights.js';
import { keptSpans } from '../model/kept.js';
import { layoutOf } from '../model/layout.js';
import { replace, withParameters } from '../model/location.js';
import { keysOf, rowOf, shapeOf, visibleRows } from '../model/rows.js';
import { serviceColors } from '../model/service-color.js';
import { coloring, coloringOf, coloringText } from '../model/span-color.js';
import { countOf, filterOf, matchesOf, noFilter, problemOf } from '../model/trace-filter.js';
import { isWhole, viewOf } from '../model/view.js';
import { DETAILS, keepWidth, widthOf } from '../model/widths.js';
import { Asked } from '../parts/asked.js';
import '../parts/error-message.js';
import { isCursorKey, isScrolling, scrollsItself } from '../parts/focus.js';
import { place } from '../parts/place.js';
import { base } from '../parts/styles.js';
import { isTyping } from '../parts/typing.js';
import { actions, choose, chooseInsight, findInWaterfall, leadInto, moveTo, open, showInsight, toggle, toggleFold } from './actions.js';
import { carryOver, collapseKept } from './carry-over.js';
import { actionOf } from './keys.js';
import { MoreSpans } from './more-spans.js';
import './arriving-spans.js';
import './column-divider.js';
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
const stored = (traceId) => ({
  trace: (corrected, listener, signal) => api.trace(traceId, corrected, listener, signal),
  matches: (query, corrected, signal) => api.matches(traceId, query, corrected, signal),
});

const SILENT = { onPart: () => {}, onProgress: () => {} };
const NOTHING_ASKED = { where: '', positions: null, problem: null };

/**
 * The page of one trace. The address holds the span whose details are open (`span`), the filter (see `trace-filter.js`)
 * and whether the other spans are hidden (`others`), the visible time range (`from`, `to`) and whether spans outside it are
 * hidden (`rows`), whether the critical path is marked (`critical`), the colouring (`color`), the chosen insight (`insight`,
 * from 1), whether times are corrected where clocks differ (`clocks`), whether the list of insights is shown (`insights`), whether repeated siblings are folded (`folds`), the text that filters the log records of a span (`logs`) and the layout (`layout`; `flame-graph.js` and
 * `trace-statistics.js` have more). The page itself holds the collapsed rows, the folds that are opened, and the cursor.
 * `source` is a trace in a file, see `trace-file.js`. Fires `refused` if the id in the address is not valid, and for a file
 * `close-file`, and `failed` with the problem.
 */
class TracePage extends LitElement {
  static properties = {
    traceId: {},
    source: { attribute: false },
    search: {},
    trace: { state: true },
    arrived: { state: true },
    collapsed: { state: true },
    unfolded: { state: true },
    selected: { state: true },
    cursor: { state: true },
    details: { state: true },
  };

  static styles = [base, css`
    :host { display: grid; grid-template: repeat(4, auto) minmax(0, 1fr) auto / minmax(0, 1fr); height: 100%; min-width: 720px; }
    mini-map { grid-row: 4; }
    flame-graph, trace-statistics { grid-row: 3 / 6; min-height: 0; }
    .body { grid-row: 5; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); min-height: 0; }
    .body.open { grid-template-columns: minmax(0, 1fr) 0 var(--details, clamp(360px, 30vw, 520px)); }
    .body > column-divider { position: relative; left: 0 !important; }
    .body:not(.open) > column-divider { display: none; }
    @media (max-width: 720px) {
      :host { grid-template-rows: repeat(4, auto) 88vh; height: auto !important; min-width: 0; }
      .body.open { grid-template: minmax(0, 1fr) minmax(0, 1fr) / minmax(0, 1fr); }
      .body > column-divider { display: none; }
    }
    @media print { :host { display: block; height: auto; min-width: 0; } .body, .body.open { display: block; } trace-toolbar, mini-map, column-divider { display: none; } }
    arriving-spans { grid-row: 6; }
    .waiting { padding: 48px; font-size: 14px; font-weight: 400; text-align: center; color: var(--muted); }
  `];

  constructor() {
    super();
    this.asked = new Asked(this, (event) => this.key(event));
    this.moreSpans = new MoreSpans(this);
    this.trace = null;
    this.foundFor = {};
    this.details = widthOf(DETAILS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.selecting?.abort();
  }

  willUpdate(changed) {
    if (changed.has('traceId') || changed.has('source')) {
      this.load();
    } else if (changed.has('search') && this.corrected !== this.wantsCorrected()) {
      this.trace ? this.again() : this.load();
    }
    if (this.trace && (changed.has('search') || changed.has('trace') || changed.has('selected'))) {
      this.followAddress();
    }
    if (this.trace) {
      this.layRows();
    }
    if (this.trace && changed.has('trace') && !this.led && this.opened < 0 && !isWhole(this.trace, this.view)) {
      this.led = leadInto(this, this.view);
    }
  }

  /** The cursor is never on a hidden row. */
  layRows() {
    const { collapsed, unfolded, folds } = this;
    if (this.laid?.collapsed !== collapsed || this.laid.unfolded !== unfolded || this.laid.folds !== folds) {
      this.laid = { collapsed, unfolded, folds };
      this.rows = visibleRows(this.shape, collapsed, folds.byFirst, unfolded, this.kept);
      this.cursor = this.rows[rowOf(this.rows, this.cursor)] ?? 0;
    }
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

  wantsCorrected() {
    return isCorrected(new URLSearchParams(this.search).get('clocks'));
  }

  from() {
    return this.source ?? stored(this.traceId);
  }

  async load() {
    this.trace = null;
    this.corrected = this.wantsCorrected();
    this.moreSpans.forget();
    this.asked.forget();
    document.title = `${this.source ? this.source.file : `Trace ${this.traceId.slice(0, 8)}`} · Dapper`;
    const listener = { onPart: (part) => this.show(part), onProgress: (arrived) => { this.arrived = arrived; } };
    const ended = await this.asked.ask(async (signal) => this.show(await this.from().trace(this.corrected, listener, signal)));
    if (ended && this.asked.problem) {
      this.report(this.asked.problem);
    } else if (ended && !this.source) {
      this.moreSpans.begin();
    }
  }

  /** Reads the trace again, with what a reader has done in place. @return whether there is an answer */
  async again() {
    this.corrected = this.wantsCorrected();
    const { trace: before, corrected, filter: { where } } = this;
    const ended = await this.asked.ask(async (signal) => {
      const trace = await this.from().trace(corrected, SILENT, signal);
      if (isNews(before, trace) || isArriving(before) || trace.clocks.corrected !== before.clocks.corrected) {
        const selected = await this.selectedIn(trace, where, signal);
        signal.throwIfAborted();
        carryOver(this, trace, selected);
      }
    });
    return ended && !this.asked.problem;
  }

  /** The spans of another answer that a query in TraceQL selects; asked for later if they are those of a third one. */
  async selectedIn(trace, where, signal) {
    const answer = where === '' ? null : await this.from().matches(where, trace.clocks.corrected, signal).catch(() => null);
    return answer?.lineCount === lineCount(trace) ? { where, positions: answer.positions, problem: null } : NOTHING_ASKED;
  }

  /** The work of a reader stays when more spans arrive: they are after those that are here, so no position changes. */
  show(trace) {
    this.index(trace);
    if (!this.trace) {
      document.title = `${trace.rootService} ${nameText(trace.rootOperation)} · Dapper`;
      this.collapsed = new Set();
      this.unfolded = new Set();
      this.selected = NOTHING_ASKED;
      this.filter = noFilter();
      this.cursor = 0;
      this.opened = -1;
      this.insight = -1;
      this.marked = null;
      this.led = false;
    }
    collapseKept(this, trace);
    this.trace = trace;
  }

  index(trace) {
    this.shape = shapeOf(trace.spans);
    this.keys = keysOf(trace.spans);
    this.positions = new Map(this.keys.map((key, i) => [key, i]));
    this.errors = trace.spans.flatMap((span, i) => (span.status.code === 'ERROR' ? [i] : []));
    this.colors = serviceColors(trace.services.map(({ service }) => service));
  }

  /** The spans that are here stay in sight. */
  report(problem) {
    if (this.source && !this.trace) {
      this.dispatchEvent(new CustomEvent('failed', { detail: problem }));
    } else if (problem.status === 400) {
      this.dispatchEvent(new Event('refused'));
    }
  }

  followAddress() {
    const given = new URLSearchParams(this.search);
    this.layout = layoutOf(given.get('layout'));
    this.view = viewOf(this.trace, given.get('from'), given.get('to'));
    this.by = coloringOf(given.get('color'));
    this.hides = given.get('others') === 'hidden';
    this.cut = given.get('rows') === 'view';
    this.folded = given.get('folds') !== 'off';
    this.keep(filterOf(given));
    this.showInsights = (given.get('insights') ?? (this.trace.insights.length > 0 ? 'on' : 'off')) === 'on';
    showInsight(this, chosenInsight(this.trace.insights, given.get('insight')));
    const key = given.get('span') ?? '';
    const opened = this.positions.get(key) ?? -1;
    this.missed = opened < 0 && !isArriving(this.trace) ? key : '';
    if (opened >= 0 && opened !== this.opened) {
      moveTo(this, opened);
    }
    this.opened = opened;
    this.critical = given.get('critical') !== 'off';
    this.logText = given.get('logs') ?? '';
  }

  lookFor(text) {
    this.keep({ ...this.filter, q: text });
  }

  /** Finds the spans that meet a filter, and those that can be rows. Does nothing if neither has changed. */
  keep(filter) {
    this.filter = filter;
    this.select(filter.where);
    const asked = JSON.stringify([filter, this.hides, this.folded, this.cut ? this.view : null]);
    if (asked !== this.foundFor.text || this.foundFor.trace !== this.trace || this.foundFor.selected !== this.selected) {
      this.foundFor = { text: asked, trace: this.trace, selected: this.selected };
      const { spans } = this.trace;
      this.found = matchesOf(this.trace, filter, this.selected.positions);
      this.filtered = countOf(filter) > 0 && !problemOf(filter) && (filter.where === '' || this.selected.positions !== null);
      this.kept = keptSpans(spans, this.shape, this.hides && this.filtered ? this.found : null, this.cut && !isWhole(this.trace, this.view) ? this.view : null);
      this.folds = this.folded ? foldsOf(spans, this.shape, this.kept) : noFolds(spans);
    }
  }

  /** Asks the service for the spans that a query in TraceQL selects. */
  async select(where) {
    if (where === this.selected.where) {
      return;
    }
    this.selecting?.abort();
    this.selected = { where, positions: null, problem: null };
    if (where === '') {
      return;
    }
    const selecting = new AbortController();
    this.selecting = selecting;
    try {
      const answer = await this.from().matches(where, this.corrected, selecting.signal);
      if (answer.lineCount !== lineCount(this.trace)) {
        await this.again();
        return;
      }
      this.selected = { where, positions: answer.positions, problem: null };
    } catch (problem) {
      if (!selecting.signal.aborted) {
        this.selected = { where, positions: null, problem: problem.message };
      }
    }
  }

  render() {
    const { problem } = this.asked;
    if (problem && !this.trace) {
      return html`
        <error-message .problem=${problem} .heading=${HEADINGS[problem.status]} @retry=${this.load}>${this.whatToDo(problem)}</error-message>`;
    }
    if (!this.trace) {
      return html`<h1 class="waiting">Loading the trace…</h1>`;
    }
    return html`
      <trace-header .trace=${this.trace} .file=${this.source?.file} .colors=${this.colors} .legend=${this.paint().legend}
        .corrected=${this.trace.clocks.corrected} .missed=${this.missed} .growth=${this.moreSpans.growth} .problem=${isArriving(this.trace) ? null : problem}
        @action=${(e) => this.act(e.detail)} @close-file=${() => this.dispatchEvent(new Event('close-file'))}></trace-header>
      <trace-toolbar .layout=${this.layout} .services=${[...this.colors.keys()].sort()} .filter=${this.filter} .hides=${this.hides} .problem=${this.selected.problem}
        .found=${this.found} .cursor=${this.cursor} .errors=${this.errors.length} .critical=${this.critical} .folded=${this.folded} .cut=${this.cut} .corrected=${this.trace.clocks.corrected} .coloring=${this.by}
        .insights=${this.trace.insights.length} .listed=${this.showInsights} .zoomed=${!isWhole(this.trace, this.view)}
        @action=${(e) => this.act(e.detail)} @find=${(e) => this.find(e.detail)} @color=${(e) => replace(withParameters({ color: coloringText(e.detail) }))}
        @change-filter=${(e) => replace(withParameters(e.detail))}></trace-toolbar>
      ${this.content()}
      ${isArriving(this.trace) && this.layout === 'waterfall' ? this.arriving() : nothing}`;
  }

  arriving() {
    return html`<arriving-spans .arrived=${this.arrived} .trace=${this.trace} .problem=${this.asked.problem} @retry=${this.load}></arriving-spans>`;
  }

  /** The colours of spans; the same object until they change. */
  paint() {
    const by = this.layout === 'waterfall' ? this.by : 'service';
    if (this.painted?.by !== by || this.paintedOf !== this.trace) {
      this.painted = coloring(this.trace, by, this.colors);
      this.paintedOf = this.trace;
    }
    return this.painted;
  }

  content() {
    if (this.layout !== 'waterfall' && isArriving(this.trace)) {
      return html`<div class="waiting">${this.arriving()}</div>`;
    }
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
      <mini-map .trace=${this.trace} .paint=${this.paint()} .view=${this.view} @zoom=${(e) => choose(this, e.detail)}></mini-map>
      <div class=${span ? 'body open' : 'body'} ${place(this.details ? { '--details': `${this.details * 100}%` } : {})}>
        <trace-waterfall .trace=${this.trace} .paint=${this.paint()} .rows=${this.rows} .collapsed=${this.collapsed}
          .folds=${this.folds} .unfolded=${this.unfolded} .view=${this.view} .cursor=${this.cursor} .opened=${this.opened} .found=${this.found} .filtered=${this.filtered} .hides=${this.hides} .marked=${this.marked} .critical=${this.critical}
          @toggle=${(e) => toggle(this, e.detail)} @fold=${(e) => toggleFold(this, e.detail)} @open=${(e) => open(this, e.detail)}></trace-waterfall>
        ${span ? html`
          <column-divider label="Width of the waterfall beside the details" least="0.3" most="0.8" .share=${1 - this.detailsShare()} @move=${(e) => this.resize(1 - e.detail)}></column-divider>
          <span-details .trace=${this.trace} .linked=${!this.source} .colors=${this.colors} .span=${span} .parent=${this.trace.spans[this.shape.parents[this.opened]]} .key=${this.keys[this.opened]} .logText=${this.logText} @close=${() => this.act('close')}
          @goto=${(e) => open(this, this.positions.get(e.detail))} @find-value=${(e) => this.find(e.detail)}
          @filter-logs=${(e) => replace(withParameters({ logs: e.detail }))}></span-details>` : nothing}
      </div>`;
  }

  /** Without a choice of the reader the style sheet has the width. */
  detailsShare() {
    const width = this.clientWidth || window.innerWidth;
    return this.details ?? Math.min(520, Math.max(360, width * 0.3)) / width;
  }

  resize(share) {
    this.details = share;
    keepWidth(DETAILS, share);
  }

  whatToDo(problem) {
    const advice = ADVICE[problem.status];
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
