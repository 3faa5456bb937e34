// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import {
  VIEWS, alertRows, byReceiver, changeRows, choiceOf, deliveryRows, headingOf, matchersOf, oldestOf, passes, requestsOf, ruleRows, severitiesOf, silenceRows, undelivered,
} from '../model/alerts.js';
import * as api from '../model/api.js';
import { clock, plural } from '../model/format.js';
import { go, replace, withParameters } from '../model/location.js';
import '../parts/error-message.js';
import { scrollsItself, whenNowhere } from '../parts/focus.js';
import { incomplete } from '../parts/incomplete.js';
import { base, controls } from '../parts/styles.js';
import { tables } from '../parts/table.js';
import { isTyping } from '../parts/typing.js';
import './alert-list.js';
import { alertTables, deliveriesTable, historyTable, ruleActions, rulesTable, silencesTable } from './alert-tables.js';
import './first-rule.js';
import { phases } from './phase.js';
import './rule-deletion.js';
import './rule-form.js';
import './silence-form.js';

const PAUSE_MILLIS = 15000;
const WORDS = { alerts: 'the alerts', rules: 'the rules', silences: 'the silences', history: 'the history', deliveries: 'the deliveries' };

/** Alerts: those that fire, rules, history, deliveries and silences. The address holds the view, the filters and the pause. */
class AlertsPage extends LitElement {
  static properties = { search: {}, found: { state: true }, at: { state: true }, news: { state: true } };

  static styles = [base, controls, tables, phases, alertTables, incomplete, css`
    :host { overflow: auto; }
    section.page { max-width: 1680px; padding: 16px 24px 32px; }
    section.page:focus { outline: none; }
    .tools { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; margin-bottom: 12px; }
    .title { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; margin-right: auto; }
    h1 { font-size: 16px; font-weight: 600; letter-spacing: -0.01em; }
    .note { font-size: 12px; color: var(--muted); }
    .views { display: flex; flex-wrap: wrap; gap: 4px; margin-bottom: 12px; border-bottom: 1px solid var(--line); }
    .views a { padding: 6px 12px; border-bottom: 2px solid transparent; color: var(--text); }
    .views a:hover { background: var(--hover); text-decoration: none; }
    .views a[aria-current] { border-bottom-color: var(--accent); color: var(--accent); }
    .filters { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-bottom: 12px; }
    .filters input:not([type="checkbox"]), .filters select { width: auto; height: 30px; }
    .filters input[name="rule"] { width: 200px; }
    .filters input[name="label"] { width: 260px; }
    .mistake { font-size: 12px; color: var(--error); }
    .push { margin-left: auto; }
    .waiting { padding: 32px 0; color: var(--muted); }
    .more { margin-top: 12px; }
  `];

  constructor() {
    super();
    this.found = {};
    this.at = null;
    this.news = '';
    this.onKey = (event) => this.key(event);
    this.onSight = () => this.refreshLater(0);
  }

  connectedCallback() {
    super.connectedCallback();
    document.title = 'Alerts · Dapper';
    window.addEventListener('keydown', this.onKey);
    document.addEventListener('visibilitychange', this.onSight);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asked?.abort();
    clearTimeout(this.timer);
    window.removeEventListener('keydown', this.onKey);
    document.removeEventListener('visibilitychange', this.onSight);
  }

  willUpdate(changed) {
    if (changed.has('search')) {
      this.choice = choiceOf(this.search);
      const requests = JSON.stringify(requestsOf(this.choice));
      if (requests !== this.requests) {
        this.requests = requests;
        this.load();
      } else {
        this.refreshLater(PAUSE_MILLIS);
      }
    }
  }

  updated() {
    whenNowhere(() => this.isConnected && this.takeFocus());
  }

  async load() {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    const parts = await Promise.all(Object.entries(requestsOf(this.choice)).map(([name, path]) => this.part(name, path, asked.signal)));
    if (asked.signal.aborted) {
      return;
    }
    this.found = Object.fromEntries(parts);
    if (!this.problem()) {
      this.at = Date.now();
      const firing = this.found.alerts.answer.alerts.filter(({ phase }) => phase === 'firing').length;
      window.dispatchEvent(new CustomEvent('dapper-firing', { detail: firing }));
    }
    this.refreshLater(PAUSE_MILLIS);
  }

  /** Loads a part of the page; the last answer stays if there is no new one. */
  async part(name, path, signal) {
    try {
      return [name, { path, answer: await api.alerts(path, signal), problem: null }];
    } catch (problem) {
      const before = this.found[name];
      return [name, { path, answer: before?.path === path ? before.answer : null, problem }];
    }
  }

  refreshLater(millis) {
    clearTimeout(this.timer);
    if (this.choice.live && this.isConnected && !document.hidden) {
      this.timer = setTimeout(() => this.load(), millis);
    }
  }

  problem() {
    return Object.values(this.found).find(({ problem }) => problem)?.problem ?? null;
  }

  answer(name) {
    return this.found[name]?.answer ?? null;
  }

  render() {
    const alerts = this.answer('alerts')?.alerts;
    return html`
      <section class="page" aria-label="Alerts" tabindex="-1">
        <div class="tools">
          <div class="title"><h1>${alerts ? headingOf(alerts) : 'Alerts'}</h1>${this.at === null ? nothing : html`<span class="note">as of ${clock(this.at).slice(0, 8)}</span>`}</div>
          <span class="visually-hidden" role="status">${this.news}</span>
          ${this.answer('silences')?.mayWrite ? html`<button @click=${() => this.silence()}>Silence alerts…</button>` : nothing}
          ${this.answer('rules')?.mayWrite ? html`<button @click=${() => this.dialog('rule-form').show()} title="Add a rule (n)">New rule…</button>` : nothing}
          <button aria-pressed=${this.choice.live} title="Refresh every 15 seconds (p)" @click=${this.switchLive}>Live</button>
          <button @click=${this.load}>Refresh</button>
        </div>
        <nav class="views" aria-label="Views of alerts">${VIEWS.map((view) => this.viewLink(view))}</nav>
        ${this.shown()}
      </section>
      ${this.answer('silences')?.mayWrite ? html`
        <silence-form .alerts=${alerts ?? []} .author=${this.answer('silences').author} @added=${() => this.changed('The silence is in force with the next evaluation.')}></silence-form>` : nothing}
      ${this.answer('rules')?.mayWrite ? html`
        <rule-form .receivers=${this.answer('rules').receivers} @written=${(e) => this.changed(e.detail)}></rule-form>
        <rule-deletion @deleted=${() => this.changed('The rule is deleted.')}></rule-deletion>` : nothing}`;
  }

  viewLink({ name, title }) {
    const number = { now: this.answer('alerts')?.alerts.length, rules: this.answer('rules')?.rules.length,
      silences: this.answer('silences')?.silences.filter(({ state }) => state === 'active').length }[name];
    return html`<a href=${withParameters({ view: name === 'now' ? null : name, state: null, before: null })}
      aria-current=${this.choice.view.name === name ? 'page' : nothing}>${title}${number ? html` <span class="number muted">${number}</span>` : nothing}</a>`;
  }

  shown() {
    const missing = Object.entries(requestsOf(this.choice)).find(([name]) => this.answer(name) === null);
    if (!missing) {
      return html`${this.notes()}${this.content()}`;
    }
    const { problem } = this.found[missing[0]] ?? { problem: null };
    return problem === null ? html`<p class="waiting">Loading the alerts…</p>` : html`
      <error-message .problem=${problem} .heading=${`No answer about ${WORDS[missing[0]]}`} @retry=${this.load}></error-message>`;
  }

  notes() {
    const problem = this.problem();
    const { error, refused } = this.answer('rules');
    const acts = this.ruleActs();
    const failed = this.choice.view.name === 'now' ? undelivered(this.answer('deliveries').deliveries) : [];
    return html`
      ${problem ? html`<p class="incomplete" role="status"><strong>These alerts are as of ${clock(this.at ?? Date.now()).slice(0, 8)}:</strong> ${problem.message}</p>` : nothing}
      ${error ? html`<p class="incomplete" role="status"><strong>The rules before the last change are in force:</strong> ${error}</p>` : nothing}
      ${refused.map((each) => html`<p class="incomplete" role="status"><strong>The rule ${each.rule} of the API is not in force:</strong> ${each.reason}
        ${acts && each.definition ? ruleActions(each, acts) : nothing}</p>`)}
      ${byReceiver(failed).map(([each, ...more]) => html`<p class="incomplete" role="status"><strong>${more.length === 0 ? `The delivery to ${each.receiver} that ${each.rule} is ${each.status} failed:`
        : `The deliveries of ${more.length + 1} rules to ${each.receiver} failed:`}</strong> ${each.problem}. <a href=${withParameters({ view: 'deliveries', state: 'failed' })}>Deliveries</a></p>`)}`;
  }

  content() {
    const { rules, configured, mayWrite } = this.answer('rules');
    const { view } = this.choice;
    if (rules.length === 0 && (view.name === 'rules' || (view.name === 'now' && this.answer('alerts').alerts.length === 0))) {
      return html`<first-rule ?configured=${configured} ?mayWrite=${mayWrite}></first-rule>`;
    }
    const all = this.rows();
    const rows = all.filter((row) => passes(this.choice, row));
    return html`
      ${this.filters()}
      ${rows.length === 0 ? html`<p class="waiting" role="status">${this.emptyText(all)}</p>` : this.list(rows)}
      ${this.older(all)}`;
  }

  rows() {
    const { alerts } = this.answer('alerts');
    const { rules } = this.answer('rules');
    switch (this.choice.view.name) {
      case 'rules': return ruleRows(rules, alerts);
      case 'history': return changeRows(this.answer('history').changes);
      case 'deliveries': return deliveryRows(this.answer('deliveries').deliveries);
      case 'silences': return silenceRows(this.answer('silences').silences);
      default: return alertRows(alerts, rules);
    }
  }

  emptyText(all) {
    if (all.length > 0) {
      return 'Nothing passes the filters.';
    }
    return { now: `No alert is firing or pending. ${plural(this.answer('rules').rules.length, 'alert')} may fire.`, history: 'No alert has changed its state in these 7 days.',
      deliveries: 'No receiver has been notified in these 7 days.', silences: 'There is no silence.' }[this.choice.view.name];
  }

  list(rows) {
    const now = Date.now();
    const { silences, mayWrite } = this.answer('silences');
    switch (this.choice.view.name) {
      case 'rules': return rulesTable(rows, now, this.ruleActs());
      case 'history': return historyTable(rows, now);
      case 'deliveries': return deliveriesTable(rows, now);
      case 'silences': return silencesTable(rows, now, mayWrite ? (row) => this.end(row) : null);
      default: return html`<alert-list .rows=${rows} .silences=${silences} ?mayWrite=${mayWrite} @silence=${(e) => this.silence(e.detail)}></alert-list>`;
    }
  }

  filters() {
    const { view, state, severity, label, rule } = this.choice;
    const { mistake } = matchersOf(label);
    const set = (name) => (e) => replace(withParameters({ [name]: e.target.value }));
    return html`
      <div class="filters" role="search" aria-label="Filters">
        <input name="rule" type="search" aria-label="Filter by name" placeholder=${view.name === 'silences' ? 'Filter by text' : 'Filter by name'} spellcheck="false" autocomplete="off" .value=${rule} @input=${set('rule')}>
        ${this.choose('state', 'Any state', view.states, state)}
        ${view.hasLabels ? html`
          ${this.choose('severity', 'Any severity', severitiesOf(this.answer('rules').rules, this.answer('alerts').alerts), severity)}
          <input name="label" type="search" class="mono" aria-label="Filter by labels" placeholder="service=front team=~a|b" spellcheck="false" autocomplete="off"
            aria-invalid=${mistake !== null} .value=${label} @input=${set('label')}>
          ${mistake === null ? nothing : html`<span class="mistake" role="alert">“${mistake}” is no condition such as service=front.</span>`}` : nothing}
      </div>`;
  }

  choose(name, any, values, chosen) {
    const all = chosen === '' || values.includes(chosen) ? values : [...values, chosen];
    return html`
      <select aria-label=${any} @change=${(e) => go(withParameters({ [name]: e.target.value }))}>
        <option value="" .selected=${chosen === ''}>${any}</option>
        ${all.map((value) => html`<option value=${value} .selected=${value === chosen}>${value}</option>`)}
      </select>`;
  }

  older(rows) {
    const { view, before } = this.choice;
    const complete = (this.answer(view.name)?.complete ?? true) || !['history', 'deliveries'].includes(view.name);
    return complete && !before ? nothing : html`
      <p class="more">${complete ? nothing : html`<a href=${withParameters({ before: oldestOf(rows) })}>Older</a> · `}<a href=${withParameters({ before: null })}>Newest</a></p>`;
  }

  silence(labels) {
    this.dialog('silence-form').show(labels);
  }

  /** @param name of the component */
  dialog(name) {
    return this.renderRoot.querySelector(name);
  }

  /** The buttons of a rule of the API; null without any. */
  ruleActs() {
    return this.answer('rules').mayWrite
      ? { change: (row) => this.dialog('rule-form').show(row), remove: (row) => this.dialog('rule-deletion').show(row) } : null;
  }

  /** @return whether the reader may write rules */
  newRule() {
    const form = this.dialog('rule-form');
    form?.show();
    return form !== null;
  }

  async end(silence) {
    try {
      await api.endSilence(silence.id);
      this.changed('The silence has ended.');
    } catch (problem) {
      this.found = { ...this.found, silences: { ...this.found.silences, problem } };
    }
  }

  changed(news) {
    this.news = news;
    this.load();
  }

  switchLive() {
    replace(withParameters({ live: this.choice.live ? 'off' : null }));
    return true;
  }

  /** @return whether there is a filter */
  focusFilter() {
    const filter = this.renderRoot.querySelector('.filters input');
    filter?.focus();
    return filter !== null;
  }

  takeFocus() {
    this.renderRoot.querySelector('section').focus({ preventScroll: true });
  }

  key(event) {
    if (scrollsItself(event, this) || isTyping(event)) {
      return;
    }
    const list = this.renderRoot.querySelector('alert-list');
    const acts = {
      '/': () => this.focusFilter(),
      p: () => this.switchLive(),
      s: () => list?.silenceFocused(),
      n: () => this.newRule(),
      ArrowDown: () => list?.move(1),
      ArrowUp: () => list?.move(-1),
    };
    if (acts[event.key]?.()) {
      event.preventDefault();
    }
  }
}

customElements.define('alerts-page', AlertsPage);
