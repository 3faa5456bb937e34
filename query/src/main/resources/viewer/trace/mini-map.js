// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { duration } from '../model/format.js';
import { lanesOf } from '../model/lanes.js';
import { percent, place } from '../parts/place.js';
import { base } from '../parts/styles.js';

const HEIGHT = 52;
const LEAST_DRAG = 4;

/**
 * The whole trace at a glance, drawn on a canvas because it may hold 100,000 spans. Dragging over it selects the time
 * range that the waterfall shows, a double click selects all of it. Fires `zoom`.
 */
class MiniMap extends LitElement {
  static properties = { trace: { attribute: false }, paint: { attribute: false }, view: { attribute: false }, drag: { state: true } };

  static styles = [base, css`
    :host { position: relative; height: ${HEIGHT}px; margin: 0 16px 10px; border: 1px solid var(--line); border-radius: var(--radius);
      background: var(--surface); cursor: col-resize; touch-action: none; overflow: hidden; }
    canvas { display: block; width: 100%; height: 100%; }
    .away { position: absolute; top: 0; bottom: 0; background: var(--page); opacity: 0.72; }
    .chosen { position: absolute; top: 0; bottom: 0; background: var(--accent); opacity: 0.2; }
    .swatch { display: none; }
    @media (forced-colors: active) { .chosen { forced-color-adjust: none; background: Highlight; opacity: 0.5; } .swatch { forced-color-adjust: none; } }
  `];

  constructor() {
    super();
    this.observer = new ResizeObserver(() => this.draw());
    this.onTheme = () => this.draw();
  }

  connectedCallback() {
    super.connectedCallback();
    this.observer.observe(this);
    this.schemes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
    this.schemes.forEach((scheme) => scheme.addEventListener('change', this.onTheme));
    window.addEventListener('dapper-theme', this.onTheme);
    this.addEventListener('pointerdown', this.press);
    this.addEventListener('pointermove', this.move);
    this.addEventListener('pointerup', this.release);
    this.addEventListener('dblclick', () => this.fire(null));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
    this.schemes.forEach((scheme) => scheme.removeEventListener('change', this.onTheme));
    window.removeEventListener('dapper-theme', this.onTheme);
  }

  render() {
    const whole = Math.max(1, this.trace.durationNanos);
    const from = Math.max(0, this.view.from / whole);
    const to = Math.min(1, this.view.to / whole);
    return html`
      <canvas role="img" aria-label=${`Overview of ${duration(this.trace.durationNanos)}; drag to choose a time range`}></canvas>
      <i class="swatch"></i>
      <div class="away" ${place({ left: '0', width: percent(from) })}></div>
      <div class="away" ${place({ left: percent(to), width: percent(1 - to) })}></div>
      ${this.drag ? html`<div class="chosen" ${place({
        left: percent(Math.min(this.drag.from, this.drag.to)), width: percent(Math.abs(this.drag.to - this.drag.from)) })}></div>` : nothing}`;
  }

  updated(changed) {
    if (changed.has('trace') || changed.has('paint')) {
      this.draw();
    }
  }

  draw() {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas || canvas.clientWidth === 0) {
      return;
    }
    const scale = window.devicePixelRatio;
    const width = canvas.clientWidth * scale;
    const height = canvas.clientHeight * scale;
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext('2d');
    const lanes = lanesOf(this.trace, Math.floor(width), Math.floor(height - 4 * scale));
    const step = Math.min(9 * scale, (height - 4 * scale) / lanes.count);
    const thick = Math.max(1, step - scale);
    const inks = this.inks();
    for (const { span, lane, left, right } of lanes.bars) {
      const top = 2 * scale + lane * step;
      const long = Math.max(scale, right - left);
      pen.fillStyle = inks.of(span);
      pen.fillRect(left, top, long, thick);
      if (span.status.code === 'ERROR') {
        pen.fillStyle = inks.failed;
        pen.fillRect(left, top + thick / 2, long, thick / 2);
      }
    }
  }

  /** The colours of the theme in force: a canvas does not support light-dark(). */
  inks() {
    const swatch = this.renderRoot.querySelector('.swatch');
    const resolve = (color) => {
      swatch.style.color = color;
      return getComputedStyle(swatch).color;
    };
    if (matchMedia('(forced-colors: active)').matches) {
      const plain = resolve('CanvasText');
      return { of: () => plain, failed: resolve('Highlight') };
    }
    const resolved = new Map();
    const of = (span) => {
      const color = this.paint.of(span);
      if (!resolved.has(color)) {
        resolved.set(color, resolve(color));
      }
      return resolved.get(color);
    };
    return { of, failed: resolve('var(--error-fill)') };
  }

  share(event) {
    const box = this.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  }

  press(event) {
    if (event.button === 0) {
      this.setPointerCapture(event.pointerId);
      this.pressedAt = event.clientX;
      this.drag = { from: this.share(event), to: this.share(event) };
    }
  }

  move(event) {
    if (this.drag) {
      this.drag = { ...this.drag, to: this.share(event) };
    }
  }

  release(event) {
    const drag = this.drag;
    this.drag = null;
    if (drag && Math.abs(event.clientX - this.pressedAt) >= LEAST_DRAG) {
      const whole = Math.max(1, this.trace.durationNanos);
      this.fire({ from: Math.min(drag.from, drag.to) * whole, to: Math.max(drag.from, drag.to) * whole });
    }
  }

  fire(view) {
    this.dispatchEvent(new CustomEvent('zoom', { detail: view }));
  }
}

customElements.define('mini-map', MiniMap);
