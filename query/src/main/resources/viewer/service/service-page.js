// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { KINDS } from '../model/call-query.js';
import { deployments } from '../model/deployments.js';
import { clock, day } from '../model/format.js';
import { go, withParameters } from '../model/location.js';
import { neighbours } from '../model/neighbours.js';
import { choiceOf, requestsOf } from '../model/service.js';
import { endsNow } from '../model/time-range.js';
import '../parts/error-message.js';
import { whenNowhere } from '../parts/focus.js';
import { incomplete, incompleteNote } from '../parts/incomplete.js';
import '../parts/range-choice.js';
import { base, controls } from '../parts/styles.js';
import './call-charts.js';
import './neighbour-table.js';
import './operations-table.js';
import './process-table.js';
import './service-header.js';

const NOTHING = { answer: null, problem: null, loading: false };

/**
 * One service: its calls over time, operations, neighbours and processes, each from its own request. The address holds the time
 * range, the kind of calls, an operation, the order of the operations, and whether the values are shown as a table.
 */
class ServicePage extends LitElement {
  static properties = { service: {}, search: {}, found: { state: true } };

  static styles = [base, controls, incomplete, css`
    :host { overflow: auto; }
    section.page { max-width: 1680px; padding: 12px 24px 32px; }
    section.page:focus { outline: none; }
    .tools { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin: 10px 0 12px; }
    .tools select { width: auto; height: 30px; }
    .operation { display: inline-flex; gap: 8px; align-items: center; min-width: 0; max-width: 420px; }
    .operation strong { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: 13px; }
    .push { margin-left: auto; }
    h2 { margin: 24px 0 8px; font-size: 14px; font-weight: 600; }
    .sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px 24px; margin-top: 24px; }
    .deployed { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0 0 8px; padding: 0; list-style: none; font-size: 13px; color: var(--muted); }
    .waiting { padding: 24px 0; color: var(--muted); }
    .stale { opacity: 0.5; transition: opacity 150ms 150ms; }
    @media (max-width: 1180px) { .sides { grid-template-columns: minmax(0, 1fr); } }
  `];

  constructor() {
    super();
    this.found = {};
    this.asked = {};
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    Object.values(this.asked).forEach(({ controller }) => controller.abort());
  }

  willUpdate(changed) {
    if (changed.has('service')) {
      document.title = `${this.service} · Dapper`;
      this.found = {};
    }
    if (changed.has('service') || changed.has('search')) {
      this.loadChanged();
    }
    if (this.partOf('processes').answer !== this.deployedOf) {
      this.deployedOf = this.partOf('processes').answer;
      this.deployed = deployments(this.deployedOf?.processes ?? []);
    }
  }

  updated() {
    whenNowhere(() => this.isConnected && this.takeFocus());
  }

  /** Another order of a table, for instance, needs no request. */
  loadChanged() {
    for (const [name, path] of Object.entries(requestsOf(this.service, this.search, Date.now()))) {
      if (this.asked[name]?.path !== path) {
        this.load(name, path);
      }
    }
  }

  loadAll() {
    Object.entries(requestsOf(this.service, this.search, Date.now())).forEach(([name, path]) => this.load(name, path));
  }

  async load(name, path) {
    this.asked[name]?.controller.abort();
    const controller = new AbortController();
    this.asked[name] = { path, controller };
    this.take(name, { ...this.partOf(name), loading: true });
    let part;
    try {
      part = { answer: await api.calls(path, controller.signal), problem: null, loading: false };
    } catch (problem) {
      part = { answer: null, problem, loading: false };
    }
    if (!controller.signal.aborted) {
      this.take(name, part);
    }
  }

  take(name, part) {
    this.found = { ...this.found, [name]: part };
  }

  partOf(name) {
    return this.found[name] ?? NOTHING;
  }

  render() {
    const { problem } = this.partOf('metrics');
    return html`
      <section class="page" aria-label=${`Service ${this.service}`} tabindex="-1">
        <service-header .service=${this.service} .search=${this.search} .metrics=${this.partOf('metrics').answer} .processes=${this.partOf('processes').answer?.processes ?? []}></service-header>
        ${this.tools()}
        ${problem?.status === 400 ? this.refused(problem) : this.content()}
      </section>`;
  }

  tools() {
    const { kind, operation } = choiceOf(this.search);
    return html`
      <div class="tools">
        <select aria-label="Kind of calls" @change=${(e) => go(withParameters({ kind: e.target.value, operation: null }))}>
          ${KINDS.map((each) => html`<option value=${each.kind} .selected=${each.kind === kind}>${each.title}</option>`)}
        </select>
        ${operation ? html`<span class="operation"><strong title=${operation}>${operation}</strong>
          <button @click=${() => go(withParameters({ operation: null }))}>All operations</button></span>` : nothing}
        <range-choice class="push" .search=${this.search}></range-choice>
        <button @click=${this.loadAll}>Refresh</button>
      </div>`;
  }

  refused(problem) {
    return html`
      <error-message .problem=${problem} .heading=${'This page cannot be shown'}>
        <p>Correct the address, or <a href="/services">choose a service</a>.</p></error-message>`;
  }

  content() {
    const { operation } = choiceOf(this.search);
    return html`
      ${this.shown('metrics', 'the calls', (metrics) => this.charts(metrics))}
      <h2>Operations</h2>
      ${this.shown('operations', 'the operations', (answer) => (answer.operations.length === 0 ? html`<p class="waiting">No calls in this time range.</p>` : html`
        <operations-table .service=${this.service} .search=${this.search} .operation=${operation} .answer=${answer}></operations-table>`))}
      ${this.shown('edges', 'callers and callees', (graph) => this.sides(graph))}
      <h2>Instances</h2>
      ${this.shown('processes', 'the instances', ({ processes }) => html`
        ${this.deployments()}<process-table .processes=${processes}></process-table>`)}`;
  }

  /** A part of the page, or why it is not there. */
  shown(name, words, content) {
    const { answer, problem, loading } = this.partOf(name);
    if (problem) {
      return html`<error-message .problem=${problem} .heading=${`No answer about ${words}`} @retry=${() => this.load(name, this.asked[name].path)}></error-message>`;
    }
    return answer === null ? html`<p class="waiting">Loading ${words}…</p>` : html`
      <div class=${loading ? 'stale' : ''} aria-busy=${loading}>
        ${incompleteNote(answer.incompleteReason, 'A shorter time range needs fewer rows.')}${content(answer)}
      </div>`;
  }

  charts(metrics) {
    const { kind, operation } = choiceOf(this.search);
    return html`
      <call-charts .service=${this.service} .kind=${kind} .operation=${operation} .metrics=${metrics} .deployed=${this.deployed}
        ?endsNow=${endsNow(this.search)} ?open=${new URLSearchParams(this.search).get('values') === 'on'}></call-charts>`;
  }

  sides(graph) {
    const { callers, callees } = neighbours(graph, this.service);
    return html`
      <div class="sides">
        <neighbour-table .heading=${'Callers'} .search=${this.search} .rows=${callers}></neighbour-table>
        <neighbour-table .heading=${'Callees'} .search=${this.search} .rows=${callees}></neighbour-table>
      </div>`;
  }

  deployments() {
    return this.deployed.length === 0 ? nothing : html`
      <ul class="deployed" aria-label="Deployments">${[...this.deployed].reverse().map(({ version, at }) => html`<li>▼ ${version} since ${day(at)} ${clock(at).slice(0, 8)}</li>`)}</ul>`;
  }

  takeFocus() {
    this.renderRoot.querySelector('section').focus({ preventScroll: true });
  }
}

customElements.define('service-page', ServicePage);
