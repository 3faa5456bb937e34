// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { go } from '../model/location.js';
import { pageLinks } from '../model/pages.js';
import { pathOf, traceIn } from '../model/pasted.js';
import { switchZone, zone, zoneName } from '../model/zone.js';
import './firing-count.js';
import { half, moon, search, sun } from './icons.js';
import { base, controls } from './styles.js';
import { nextTheme, theme } from './theme.js';

const THEMES = {
  auto: { icon: half, label: 'Theme: as the system' },
  light: { icon: sun, label: 'Theme: light' },
  dark: { icon: moon, label: 'Theme: dark' },
};

/**
 * The bar on every page: the links to the pages, the field that opens the trace of a pasted text, the time zone, theme and help. `path` and `search` are
 * the address, `results` the query string of the search that led to the page, or null. `refused` is the id in the address if it
 * is not valid, else null; the field shows it, marked, for correction. With `session` the bar has a button to log out.
 */
class TopBar extends LitElement {
  static properties = { path: {}, search: {}, results: {}, refused: {}, session: {}, theme: { state: true }, zone: { state: true }, invalid: { state: true } };

  static styles = [base, controls, css`
    :host { height: var(--bar); border-bottom: 1px solid var(--line); background: var(--surface); }
    header { display: flex; align-items: center; gap: 16px; height: 100%; padding: 0 16px; }
    .brand { display: flex; align-items: center; gap: 9px; font-weight: 650; font-size: 15px; color: var(--text); letter-spacing: -0.01em; }
    .brand:hover { text-decoration: none; }
    .brand img { display: block; width: 22px; height: 22px; }
    nav { display: flex; gap: 4px; margin-right: auto; }
    nav a { padding: 4px 10px; white-space: nowrap; border-radius: var(--radius); color: var(--text); }
    nav a[aria-current] { background: var(--accent-soft); color: var(--accent); }
    @media (forced-colors: active) { nav a[aria-current] { text-decoration: underline; text-underline-offset: 4px; } }
    nav a:hover { background: var(--hover); text-decoration: none; }
    [role="search"] { position: relative; width: 340px; }
    [role="search"] svg { position: absolute; left: 9px; top: 7px; color: var(--muted); pointer-events: none; }
    [role="search"] input:not([type="checkbox"]) { height: 30px; padding-left: 32px; font-size: 13px; }
    .hint {
      position: absolute; z-index: 30; top: 36px; right: 0; left: 0; padding: 6px 10px; border-radius: var(--radius);
      border: 1px solid var(--error-fill); background: var(--error-soft); color: var(--error); font-size: 13px;
    }
    .icon { width: 30px; padding: 0; }
    .zone { padding: 0 6px; font-size: 13px; }
    @media (max-width: 760px) { header { gap: 8px; padding: 0 10px; } nav { gap: 0; } nav a { padding: 4px 7px; } [role="search"] { flex: 0 1 180px; min-width: 0; width: auto; } }
  `];

  constructor() {
    super();
    this.path = '/';
    this.search = '';
    this.results = null;
    this.refused = null;
    this.session = false;
    this.theme = theme();
    this.zone = zone();
    this.invalid = false;
  }

  willUpdate(changed) {
    if (changed.has('refused')) {
      this.invalid = this.refused !== null;
    }
  }

  updated(changed) {
    if (changed.has('refused')) {
      this.renderRoot.querySelector('[role="search"]').elements.traceId.value = this.refused ?? '';
    }
  }

  render() {
    const { icon, label } = THEMES[this.theme];
    return html`
      <header>
        <a class="brand" href="/search"><img src="/viewer/icon.svg" alt="">Dapper</a>
        <nav aria-label="Pages">
          ${pageLinks(this.path, this.search, this.results).map(({ name, href, current }) => html`<a href=${href} aria-current=${current ? 'page' : nothing}>${name}${href.startsWith('/alerts') ? html`<firing-count></firing-count>` : nothing}</a>`)}
        </nav>
        <form @submit=${this.open} role="search">
          ${search}
          <input name="traceId" aria-label="Open a trace by its id" placeholder="Trace id, traceparent or address" spellcheck="false"
            autocomplete="off" aria-invalid=${this.invalid} @input=${() => { this.invalid = false; }}>
          ${this.invalid && this.refused === null ? html`<div class="hint" role="alert">This holds no trace id: 1 to 32 hexadecimal digits, a traceparent, or an address with an id.</div>` : ''}
        </form>
        ${this.zoneButton()}
        <button class="plain icon" title=${label} aria-label=${label} @click=${this.switchTheme}>${icon}</button>
        <button class="plain icon" title="Keyboard shortcuts (?)" aria-label="Keyboard shortcuts" @click=${this.help}>?</button>
        ${this.session ? html`<form method="post" action="/logout"><button class="plain">Log out</button></form>` : nothing}
      </header>`;
  }

  open(event) {
    event.preventDefault();
    const field = event.target.elements.traceId;
    const pasted = traceIn(field.value);
    this.invalid = pasted === null;
    if (pasted) {
      field.value = '';
      // The opened page takes the focus.
      field.blur();
      go(pathOf(pasted));
    }
  }

  zoneButton() {
    const isUtc = this.zone === 'utc';
    const title = isUtc ? 'All times are in UTC. Show them in your time zone' : `All times are in your time zone, ${zoneName(Date.now())}. Show them in UTC`;
    return html`<button class="plain zone" title=${title} aria-label=${`Times: ${isUtc ? 'UTC' : 'local'}`} @click=${this.switchZone}>${isUtc ? 'UTC' : 'Local'}</button>`;
  }

  switchZone() {
    this.zone = switchZone();
    this.dispatchEvent(new Event('zone', { bubbles: true, composed: true }));
  }

  switchTheme() {
    this.theme = nextTheme();
  }

  help() {
    this.dispatchEvent(new Event('help', { bubbles: true, composed: true }));
  }
}

customElements.define('top-bar', TopBar);
