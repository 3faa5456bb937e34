// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { count } from '../model/format.js';
import { LAYOUTS } from '../model/layout.js';
import { down, error, insight, search, up } from '../parts/icons.js';
import { base, controls } from '../parts/styles.js';

const PAUSE_MILLIS = 200;

/**
 * The choice of the layout, and for the waterfall the find field and the actions on the whole of it. Fires `find` with a
 * text and `action` with a name.
 */
class TraceToolbar extends LitElement {
  static properties = {
    text: {},
    found: { attribute: false },
    cursor: { type: Number },
    errors: { type: Number },
    critical: { type: Boolean },
    insights: { type: Number },
    listed: { type: Boolean },
    zoomed: { type: Boolean },
    layout: {},
  };

  static styles = [base, controls, css`
    :host { padding: 0 16px 10px; }
    .tools { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; font-size: 13px; }
    .find { position: relative; width: 320px; }
    .find svg.glass, .find > svg { position: absolute; left: 9px; top: 7px; color: var(--muted); pointer-events: none; }
    .find input:not([type="checkbox"]) { height: 30px; padding: 0 92px 0 32px; }
    .found { position: absolute; right: 10px; top: 6px; font-size: 12px; line-height: 18px; color: var(--muted); pointer-events: none; }
    .icon { width: 30px; padding: 0; }
    .legend { display: flex; align-items: center; gap: 6px; margin-left: -6px; font-size: 12px; color: var(--muted); }
    .legend i { width: 18px; height: 10px; border: 1px solid var(--edge); border-radius: 2px; background: color-mix(in oklab, var(--edge) 28%, var(--page)); }
    .legend i.on { background: var(--edge); }
    .legend i + i, .legend i:last-of-type { margin-left: 6px; }
    .push { margin-left: auto; }
    @media (max-width: 1180px) { .find { width: 236px; } .legend { display: none; } }
    @media (forced-colors: active) {
      button[aria-pressed="true"], .legend i { forced-color-adjust: none; color: HighlightText; background: Highlight; border-color: Highlight; }
      .legend i { background: Canvas; border-color: CanvasText; } .legend i.on { background: CanvasText; }
    }
  `];

  render() {
    return html`
      <div class="tools" role="toolbar" aria-label="Trace">
        <div class="group" role="group" aria-label="Layout">
          ${LAYOUTS.map(({ layout, label }) => html`
            <button title=${`${label} (v for the next layout)`} aria-pressed=${this.layout === layout} @click=${() => this.act(layout)}>${label}</button>`)}
        </div>
        ${this.layout === 'waterfall' ? this.waterfallTools() : nothing}
      </div>`;
  }

  waterfallTools() {
    return html`
        <div class="find">
          ${search}
          <input type="text" aria-label="Find in trace" placeholder="Find in trace" spellcheck="false" autocomplete="off"
            .value=${this.text} @input=${this.type} @keydown=${this.key}>
          <span class="found number" role="status">${this.place()}</span>
        </div>
        <div class="group">
          <button class="icon" title="Previous match (N)" aria-label="Previous match" ?disabled=${this.found.length === 0}
            @click=${() => this.act('previousMatch')}>${up}</button>
          <button class="icon" title="Next match (n)" aria-label="Next match" ?disabled=${this.found.length === 0}
            @click=${() => this.act('nextMatch')}>${down}</button>
        </div>
        <button title="Next error (e)" ?disabled=${this.errors === 0} @click=${() => this.act('nextError')}>
          ${this.errors ? error : ''} Next error</button>
        <button title="The list of insights; i chooses the next" aria-pressed=${this.listed} @click=${() => this.act('listInsights')}>
          ${insight} Insights <span class="number">${count(this.insights)}</span></button>
        <button title="Mark what decided the trace’s duration (c)" aria-pressed=${this.critical} @click=${() => this.act('critical')}>
          Critical path</button>
        ${this.critical ? html`<span class="legend" aria-hidden="true"><i class="on"></i>on it<i></i>not on it</span>` : ''}
        <button ?hidden=${!this.zoomed} title="Show the whole time (0)" @click=${() => this.act('wholeTime')}>Whole time</button>
        <div class="group push" role="group" aria-label="Rows">
          <button @click=${() => this.act('collapseAll')}>Collapse all</button>
          <button class="icon" title="Collapse one level ([)" aria-label="Collapse one level" @click=${() => this.act('collapseLevel')}>−</button>
          <button class="icon" title="Expand one level (])" aria-label="Expand one level" @click=${() => this.act('expandLevel')}>+</button>
          <button @click=${() => this.act('expandAll')}>Expand all</button>
        </div>`;
  }

  /** The number of the match at the cursor, or the number of matches. */
  place() {
    if (!this.text) {
      return '';
    }
    const at = this.found.indexOf(this.cursor);
    return at >= 0 ? `${count(at + 1)} of ${count(this.found.length)}` : `${count(this.found.length)} found`;
  }

  act(name) {
    this.find();
    this.dispatchEvent(new CustomEvent('action', { detail: name }));
  }

  /** Waits for a pause in typing, because searching a large trace takes a moment. */
  type(event) {
    clearTimeout(this.pause);
    this.typed = event.target.value;
    this.pause = setTimeout(() => this.find(), PAUSE_MILLIS);
  }

  find() {
    clearTimeout(this.pause);
    if (this.typed !== undefined && this.typed !== this.text) {
      this.dispatchEvent(new CustomEvent('find', { detail: this.typed }));
    }
    this.typed = undefined;
  }

  key(event) {
    if (event.key === 'Enter') {
      this.act(event.shiftKey ? 'previousMatch' : 'nextMatch');
    } else if (event.key === 'Escape') {
      this.dispatchEvent(new CustomEvent('action', { detail: 'leave' }));
    }
  }

  focusFind() {
    const field = this.renderRoot.querySelector('input');
    field.focus();
    field.select();
  }
}

customElements.define('trace-toolbar', TraceToolbar);
