// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { FAILED, atLeast, searchInRange, titleOf } from '../model/call-query.js';
import { edgeQuery, nodeQuery } from '../model/edge-query.js';
import { clock, count, day, duration, millis, nameText, percentage, plural, rate } from '../model/format.js';
import { go, withParameters } from '../model/location.js';
import { focusing, selecting } from '../model/map-choice.js';
import { TYPES, about } from '../model/node-text.js';
import { servicePath } from '../model/pages.js';
import { edgesOf, errorShare } from '../model/service-graph.js';
import { askedRange } from '../model/time-range.js';
import { close, error, nodeIcons } from '../parts/icons.js';
import { base, controls } from '../parts/styles.js';

const MOST_LISTED = 50;

/** The numbers of the selected node or edge, with links to its spans. Fires `close`. */
class MapPanel extends LitElement {
  static properties = { graph: { attribute: false }, selected: { attribute: false }, choice: { attribute: false }, search: {} };

  static styles = [base, controls, css`
    :host { overflow: auto; border-left: 1px solid var(--line); background: var(--surface); }
    header { position: sticky; top: 0; z-index: 1; display: flex; gap: 8px; align-items: flex-start; padding: 12px 12px 10px 16px; border-bottom: 1px solid var(--line); background: var(--surface); }
    .title { flex: 1; min-width: 0; }
    h2 { font-size: 15px; font-weight: 600; line-height: 1.35; overflow-wrap: anywhere; }
    .kind { display: flex; gap: 6px; align-items: center; font-size: 12px; color: var(--muted); }
    header button { width: 26px; height: 26px; padding: 0; }
    section { padding: 12px 16px; border-bottom: 1px solid var(--line); }
    h3 { margin-bottom: 2px; font-size: 12px; font-weight: 600; color: var(--muted); }
    dl { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px 12px; }
    dt { font-size: 12px; color: var(--muted); }
    dd { font-weight: 600; font-variant-numeric: tabular-nums; }
    .bad { color: var(--error); } .bad svg { vertical-align: -1px; }
    .estimate { margin-top: 10px; font-size: 12px; color: var(--muted); }
    .actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 6px; }
    ul { margin: 6px -8px 0; padding: 0; list-style: none; }
    li a { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: 0 12px; padding: 4px 8px; border-radius: var(--radius); color: var(--text); font-size: 13px; }
    li a:hover { background: var(--hover); text-decoration: none; }
    li .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    li .kind { grid-column: 1 / -1; }
    .peers li { padding: 2px 8px; overflow-wrap: anywhere; font-size: 13px; }
  `];

  render() {
    return 'kind' in this.selected ? this.edge(this.selected) : this.node(this.selected);
  }

  node(node) {
    const { callers, callees } = edgesOf(this.graph, node.id);
    return html`
      <aside aria-label="Selected node">
        ${this.head(html`${nodeIcons[node.type]}${TYPES[node.type]}`, nameText(node.name))}
        ${this.numbers(node, node.type === 'service' ? 'Calls that it served.' : 'Calls to it, counted by its callers.')}
        ${this.searches((conditions) => nodeQuery(node, conditions), node)}
        <section class="actions">
          ${node.type === 'service' ? html`<a class="button" href=${servicePath(node.name, this.search)}>Service page</a>` : nothing}
          ${this.choice.focus === node.id ? nothing : html`
            <button @click=${() => go(withParameters(focusing(node.id, this.choice.hops)))}>Focus on it</button>`}
        </section>
        ${this.list('Callers', callers, 'from')}
        ${this.list('Calls', callees, 'to')}
      </aside>`;
  }

  edge(edge) {
    const [from, to] = [edge.from, edge.to].map((id) => this.graph.nodes.get(id));
    return html`
      <aside aria-label="Selected edge">
        ${this.head(titleOf(edge.kind), html`${nameText(from.name)} → ${nameText(to.name)}`)}
        ${this.numbers(edge, edge.kind === 'messaging.process' ? 'Messages, counted by the service that processed them.' : 'Calls, counted by the caller.')}
        ${this.searches((conditions) => edgeQuery(edge, conditions), edge)}
        <section>
          <h3>Between</h3>
          <ul>${[from, to].map((node) => this.entry(node, node))}</ul>
        </section>
        <section class="peers">
          <h3>Called as</h3>
          <ul>${edge.peers.map((peer) => html`<li class="mono">${peer}</li>`)}</ul>
        </section>
      </aside>`;
  }

  head(kind, title) {
    return html`
      <header>
        <div class="title"><p class="kind">${kind}</p><h2>${title}</h2></div>
        <button class="plain" title="Close (Esc)" aria-label="Close" @click=${() => this.dispatchEvent(new Event('close'))}>${close}</button>
      </header>`;
  }

  numbers(stats, counted) {
    const time = (nanos) => (nanos === null ? '–' : about(stats) + duration(nanos));
    const facts = [
      ['Rate', about(stats) + rate(stats.rate)],
      ['Errors', stats.errors === 0 ? '0 %' : html`<span class="bad">${error} ${percentage(errorShare(stats))}</span>`],
      ['Calls', about(stats) + count(stats.calls)],
      ['p50', time(stats.p50Nanos)],
      ['p95', time(stats.p95Nanos)],
      ['p99', time(stats.p99Nanos)],
    ];
    return html`
      <section>
        <dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
        <p class="estimate">${stats.estimated ? 'Estimated from sampled spans, because not all calls are counted.' : `${counted} Exact.`}</p>
      </section>`;
  }

  /** Links to searches, and to recorded traces. @param query makes one with more conditions */
  searches(query, stats) {
    const range = askedRange(this.search);
    const link = (name, conditions) => html`<a class="button" href=${searchInRange(query(conditions), range)}>${name}</a>`;
    return html`
      <section>
        <h3>Traces</h3>
        <div class="actions">
          ${link('Search', [])}
          ${stats.errors > 0 ? link('Failed', [FAILED]) : nothing}
          ${stats.p95Nanos ? link(`Slower than ${duration(stats.p95Nanos)}`, atLeast(stats.p95Nanos)) : nothing}
        </div>
        ${stats.exemplars.length === 0 ? nothing : html`
          <ul aria-label="Recorded traces">${stats.exemplars.map((exemplar) => html`
            <li><a href=${`/trace/${exemplar.traceId}?span=${exemplar.spanId}`}>
              <span class="number">${day(millis(exemplar.unixNanos))} ${clock(millis(exemplar.unixNanos)).slice(0, 8)}</span>
              <span class="bad">${exemplar.error ? html`${error} failed` : nothing}</span>
              <span class="number">${duration(exemplar.durationNanos)}</span></a></li>`)}</ul>`}
      </section>`;
  }

  list(title, edges, end) {
    return edges.length === 0 ? nothing : html`
      <section>
        <h3>${title} (${count(edges.length)})</h3>
        <ul>${edges.slice(0, MOST_LISTED).map((edge) => this.entry(this.graph.nodes.get(edge[end]), edge))}</ul>
        ${edges.length > MOST_LISTED ? html`<p class="estimate">and ${plural(edges.length - MOST_LISTED, 'more', 'more')}, see the table</p>` : nothing}
      </section>`;
  }

  /** A row that selects a node or an edge. */
  entry(node, selected) {
    return html`
      <li><a href=${withParameters(selecting(selected))}>
        <span class="name" title=${node.name}>${nameText(node.name)}</span>
        <span class=${selected.errors > 0 ? 'bad number' : 'number'}>${selected.errors > 0 ? html`${error} ${percentage(errorShare(selected))}` : nothing}</span>
        <span class="number">${about(selected)}${rate(selected.rate)}</span>
        <span class="kind">${TYPES[node.type]}${selected.kind ? `, ${titleOf(selected.kind)}` : ''}${selected.p99Nanos ? `, p99 ${duration(selected.p99Nanos)}` : ''}</span>
      </a></li>`;
  }
}

customElements.define('map-panel', MapPanel);
