// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { plural } from '../model/format.js';
import { go, replace, withParameters } from '../model/location.js';
import { NO_FILTERS, UNFOCUSED, choiceOf, focusing, selecting } from '../model/map-choice.js';
import { sizeText } from '../model/node-text.js';
import { MOST_EDGES, MOST_NODES, graphOf, shownGraph } from '../model/service-graph.js';
import { askedRange } from '../model/time-range.js';
import { Asked } from '../parts/asked.js';
import '../parts/error-message.js';
import { scrollsItself } from '../parts/focus.js';
import { incomplete, incompleteNote } from '../parts/incomplete.js';
import { base, controls } from '../parts/styles.js';
import { isTyping } from '../parts/typing.js';
import './map-drawing.js';
import './map-legend.js';
import './map-panel.js';
import './map-table.js';
import './map-tools.js';

/** Questions for one map, each of which looks up some more hosts. */
const MOST_TIMES = 30;

/** The map of services. The address holds the time range, the focus, the filters, the selection and the view. */
class MapPage extends LitElement {
  static properties = { search: {}, hosts: { state: true } };

  static styles = [base, controls, incomplete, css`
    :host { display: grid; grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr); }
    .note { padding: 0 16px; }
    .body { display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); min-height: 0; position: relative; }
    .body:focus { outline: none; }
    .stage { display: grid; grid-template: minmax(0, 1fr) auto / minmax(0, 1fr); min-width: 0; min-height: 0; position: relative; }
    .scroll { overflow: auto; padding: 16px; }
    .scroll p { margin-bottom: 12px; }
    map-panel { position: absolute; top: 0; right: 0; bottom: 0; width: 340px; box-shadow: var(--shadow); }
    .scroll:has(+ map-panel) { padding-right: 356px; }
    .stage:has(+ map-panel) map-legend { padding-right: 340px; }
    .stale { opacity: 0.5; transition: opacity 150ms 150ms; }
    .waiting { padding: 48px; text-align: center; color: var(--muted); }
    .none { margin: 72px auto; padding: 0 24px; max-width: 560px; }
    .none h2 { margin-bottom: 8px; font-size: 16px; }
    .none p { margin-top: 8px; }
    @media (max-width: 860px) { .body:has(map-panel) { grid-template: minmax(0, 1fr) minmax(0, 1fr) / minmax(0, 1fr); } map-panel { position: static; width: auto; border-top: 1px solid var(--line); } .scroll:has(+ map-panel) { padding-right: 16px; } .stage:has(+ map-panel) map-legend { padding-right: 0; } }
  `];

  constructor() {
    super();
    this.asked = new Asked(this, (event) => this.key(event));
    this.hosts = 0;
  }

  willUpdate(changed) {
    if (changed.has('search')) {
      document.title = 'Map · Dapper';
      this.choice = choiceOf(this.search);
      const range = askedRange(this.search).toString();
      if (range !== this.range) {
        this.range = range;
        this.load();
      }
    }
    if (this.asked.answer) {
      this.shown = this.wantedPart();
    }
  }

  /** The part of the graph that is shown; the same object while the address asks for the same part. */
  wantedPart() {
    const { focus, hops, name, rate, errors, fold } = this.choice;
    const wanted = JSON.stringify([focus, String(hops), name, rate, errors, fold]);
    if (wanted !== this.wanted || this.graph !== this.partOf) {
      this.wanted = wanted;
      this.partOf = this.graph;
      return shownGraph(this.graph, this.choice);
    }
    return this.shown;
  }

  takeFocus() {
    this.renderRoot.querySelector('.body')?.focus({ preventScroll: true });
  }

  load() {
    this.asked.ask(async (signal) => {
      const answer = await this.wholeAnswer(signal);
      this.graph = graphOf(answer);
      return answer;
    });
  }

  /** Asks again while the services behind some hosts are not known: a map with those hosts would change at once. */
  async wholeAnswer(signal) {
    for (let times = 1; ; times++) {
      const answer = await api.calls(`/api/v1/dependencies?${askedRange(this.search)}`, signal);
      this.hosts = answer.hostsToLookUp;
      if (this.hosts === 0 || times === MOST_TIMES) {
        return answer;
      }
    }
  }

  /** The selected node or edge; null if there is none. */
  get selected() {
    const { node, edge } = this.choice;
    return this.graph.nodes.get(node) ?? this.graph.edges.find(({ key }) => key === edge) ?? null;
  }

  render() {
    const ready = this.asked.answer !== null && !this.asked.problem;
    const { choice } = this;
    return html`
      <map-tools .choice=${choice} .heading=${['Map', ready ? sizeText(this.shown.nodes, this.shown.edges) : '']} .focused=${ready && choice.focus ? this.graph.nodes.get(choice.focus) : null}
        .folds=${ready ? this.shown.folds : choice.fold === true} .loading=${this.asked.loading} .search=${this.search} @refresh=${this.load}></map-tools>
      <div class="note">${ready ? incompleteNote(this.asked.answer.incompleteReason, 'What is shown is right, something may be missing.') : nothing}</div>
      <div class="body" tabindex="-1" aria-busy=${this.asked.loading}>${this.content()}</div>`;
  }

  content() {
    if (this.asked.problem) {
      const refused = this.asked.problem.status === 400;
      return html`
        <error-message .problem=${this.asked.problem} .heading=${refused ? 'The map cannot be shown' : undefined} @retry=${this.load}>
          ${refused ? html`<p>Choose another time range, or <a href="/map">show the last hour</a>.</p>` : nothing}</error-message>`;
    }
    if (!this.asked.answer) {
      return html`<p class="waiting" role="status">${this.hosts > 0 ? `Looking up the services behind ${plural(this.hosts, 'host')}…` : 'Loading the map…'}</p>`;
    }
    if (this.graph.nodes.size === 0) {
      return this.empty();
    }
    if (this.shown.focusMissing) {
      return this.nothingFound('The service in focus has no calls in this time range', html`<a href=${withParameters({ ...UNFOCUSED, ...selecting(null) })}>Show all services</a>, or choose a longer time range.`);
    }
    if (this.shown.nodes.length === 0) {
      return this.nothingFound('No calls match the filters', html`<a href=${withParameters(NO_FILTERS)}>Take the filters away</a>.`);
    }
    const { selected } = this;
    return html`
      ${this.choice.table ? this.table(html``) : this.drawing()}
      ${selected === null ? nothing : html`
        <map-panel .graph=${this.graph} .selected=${selected} .choice=${this.choice} .search=${this.search} @close=${() => this.select(null)}></map-panel>`}`;
  }

  drawing() {
    const { nodes, edges } = this.shown;
    if (nodes.length > MOST_NODES || edges.length > MOST_EDGES) {
      return this.table(html`<p role="status">This is too much for a drawing: ${sizeText(nodes, edges)}. Focus on a service, or ask for a higher rate. The table has all of it.</p>`);
    }
    return html`
      <div class="stage">
        <map-drawing class=${this.asked.loading ? 'stale' : ''} .graph=${this.graph} .shown=${this.shown} .selected=${this.selected} .focused=${this.choice.focus}
          @select=${(e) => this.select(e.detail)} @focus-node=${(e) => this.focusOn(e.detail)}></map-drawing>
        <map-legend></map-legend>
        <div class="visually-hidden"><map-table plain .graph=${this.graph} .edges=${edges}></map-table></div>
      </div>`;
  }

  table(note) {
    return html`
      <div class=${`scroll ${this.asked.loading ? 'stale' : ''}`}>
        ${note}
        <map-table .graph=${this.graph} .edges=${this.shown.edges} .search=${this.search} .selected=${this.selected}></map-table>
      </div>`;
  }

  empty() {
    return html`
      <div class="none" role="status">
        <h2>No calls were counted in this time range</h2>
        <p>A service appears here as soon as an application runs with the agent and is called.</p>
        <p>Choose a longer time range, or see <a href="/search">how to attach the agent</a>.</p>
      </div>`;
  }

  nothingFound(title, advice) {
    return html`<div class="none" role="status"><h2>${title}</h2><p>${advice}</p></div>`;
  }

  select(selected) {
    const address = withParameters(selecting(selected));
    if (address !== withParameters({})) {
      replace(address);
    }
  }

  focusOn(node) {
    go(withParameters(focusing(node.id, this.choice.hops)));
  }

  key(event) {
    if (isTyping(event) || scrollsItself(event, this)) {
      return;
    }
    const drawing = this.renderRoot.querySelector('map-drawing');
    if (event.key === '/') {
      event.preventDefault();
      this.renderRoot.querySelector('map-tools').focusField();
    } else if (event.key === 'Escape') {
      this.leave();
    } else if (drawing?.zoomKey(event.key)) {
      event.preventDefault();
    } else if (drawing && event.key.startsWith('Arrow')) {
      event.preventDefault();
      drawing.focusNode();
    }
  }

  /** Closes the panel, or else leaves the focus. */
  leave() {
    if (this.asked.answer && this.selected !== null) {
      this.select(null);
    } else if (this.choice.focus !== null) {
      go(withParameters(UNFOCUSED));
    }
  }
}

customElements.define('map-page', MapPage);
