// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { fitted, isLost, moved, showing, zoomed } from '../model/camera.js';
import { pathsOf } from '../model/edge-path.js';
import { layoutOf } from '../model/graph-layout.js';
import { neighbourOf } from '../model/map-keys.js';
import { edgeWords } from '../model/node-text.js';
import { serviceColors } from '../model/service-color.js';
import { lineWidth } from '../model/service-graph.js';
import { minus, plus, whole } from '../parts/icons.js';
import { base, controls } from '../parts/styles.js';
import { edgeDrawing, edges } from './map-edge.js';
import { nodeDrawing, nodes } from './map-node.js';

const STEP = 1.25;
const PAN = 80;
/** A pointer that moves less than this has clicked. */
const CLICK_PIXELS = 4;
/** With more edges, only the selected one has a label. */
const MOST_LABELS = 45;
const LABELS_FROM = 0.6;
/** The panel on the drawing, and the window from which on it is there. */
const PANEL = 340;
const WIDE = 860;
/** With more edges, lines are faint until one of their nodes is selected or touched. */
const MANY_EDGES = 40;
/** The width of the busiest line. */
const THICK = 7;
const THICK_COMPACT = 5;

/**
 * The drawing of the map, which can be moved and zoomed. Fires `select` and `focus-node` with a node or an edge as `detail`, and
 * `leave` for the Escape key.
 */
class MapDrawing extends LitElement {
  static properties = {
    graph: { attribute: false },
    shown: { attribute: false },
    selected: { attribute: false },
    focused: {},
    scale: { state: true },
    touched: { state: true },
    reached: { state: true },
  };

  static styles = [base, controls, nodes, edges, css`
    :host { position: relative; min-height: 0; overflow: hidden; background: var(--page); }
    svg.map { display: block; width: 100%; height: 100%; touch-action: none; cursor: grab; font-family: var(--font); user-select: none; }
    svg.map.moving { cursor: grabbing; }
    .zoom { position: absolute; left: 12px; bottom: 12px; display: flex; gap: 4px; }
    .zoom button { width: 32px; height: 32px; padding: 0; box-shadow: 0 1px 3px light-dark(rgb(23 26 33 / 12%), rgb(0 0 0 / 40%)); }
  `];

  constructor() {
    super();
    this.scale = 1;
    this.camera = { scale: 1, x: 0, y: 0 };
    this.whole = true;
    this.frame = { width: 1000, height: 600 };
    this.touched = null;
    this.reached = null;
    this.observer = new ResizeObserver(([entry]) => this.resize(entry.contentRect));
  }

  connectedCallback() {
    super.connectedCallback();
    this.observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  willUpdate(changed) {
    if (changed.has('shown')) {
      this.arrange();
    }
    const box = this.layout.boxes.get(this.selected?.id);
    if (changed.has('selected') && box) {
      this.look(showing(this.camera, box, this.room));
    }
  }

  /** Lays the graph out; the view stays if the same nodes and edges are shown with other numbers. */
  arrange() {
    const { width, height } = this.getBoundingClientRect();
    if (width > 0 && height > 0) {
      this.frame = { width, height };
    }
    const content = JSON.stringify([this.shown.nodes.map(({ id }) => id), this.shown.edges.map(({ key }) => key)]);
    if (content !== this.content) {
      this.content = content;
      this.layout = layoutOf(this.shown, this.room.width / this.room.height);
      this.paths = pathsOf(this.shown.edges, this.layout);
      this.fit();
    }
    this.font = getComputedStyle(this).fontFamily;
    this.colors = serviceColors(this.shown.nodes.filter(({ type }) => type === 'service').map(({ name }) => name));
    this.widthOf = lineWidth(this.shown.edges, this.layout.compact ? THICK_COMPACT : THICK);
    this.touched = null;
    if (!this.layout.boxes.has(this.reached)) {
      this.reached = this.layout.boxes.has(this.focused) ? this.focused : this.shown.nodes.find(({ id }) => this.layout.boxes.get(id))?.id ?? null;
    }
  }

  /** The part of the window that the panel leaves free. */
  get room() {
    const { width, height } = this.frame;
    return { width: this.selected && width > WIDE ? width - PANEL : width, height };
  }

  /** @param size of the window on the drawing */
  resize({ width, height }) {
    this.frame = { width: Math.max(1, width), height: Math.max(1, height) };
    if (this.layout && this.whole) {
      this.fit();
    }
  }

  /** Moves the view. Nodes and edges are drawn anew only if the scale has changed. */
  look(camera) {
    const { scale, x, y } = this.camera;
    this.whole = this.whole && camera.scale === scale && camera.x === x && camera.y === y;
    this.camera = isLost(camera, this.layout, this.frame) ? this.camera : camera;
    this.scale = Math.round(this.camera.scale * 50) / 50;
    this.renderRoot?.querySelector?.('.all')?.setAttribute('transform', this.transform());
  }

  transform() {
    const { scale, x, y } = this.camera;
    return `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(4)})`;
  }

  updated() {
    this.renderRoot.querySelector('.all').setAttribute('transform', this.transform());
  }

  render() {
    const lit = this.litNodes();
    const lines = this.shown.edges.map((edge) => ({ edge, lit: this.isLit(edge) }));
    // Lines that stand out are drawn over the others.
    lines.sort((a, b) => a.lit - b.lit);
    return html`
      <svg class="map" role="group" aria-label="Map of services" @pointerdown=${this.press} @pointermove=${this.drag} @pointerup=${this.release} @pointercancel=${this.release}
        @wheel=${{ handleEvent: (e) => this.wheel(e), passive: false }} @dblclick=${this.open} @pointerover=${this.touch} @pointerleave=${() => { this.touched = null; }}
        @focusin=${this.reach} @keydown=${this.key}>
        <g class="all">
          <g>${repeat(lines, ({ edge }) => edge.key, (line) => this.edge(line, lit))}</g>
          <g>${repeat(this.shown.nodes, ({ id }) => id, (node) => this.node(node, lit))}</g>
        </g>
      </svg>
      <div class="zoom" role="group" aria-label="Zoom">
        <button title="Closer (+)" aria-label="Closer" @click=${() => this.zoom(STEP)}>${plus}</button>
        <button title="Farther (-)" aria-label="Farther" @click=${() => this.zoom(1 / STEP)}>${minus}</button>
        <button title="Show all of it (0)" aria-label="Show all of it" @click=${this.fit}>${whole}</button>
      </div>`;
  }

  /** The nodes that stand out: the selected or touched one with those it calls or is called by. Null if none does. */
  litNodes() {
    const id = this.touched ?? this.selected?.id ?? null;
    if (id === null) {
      return this.selected?.key && this.paths.has(this.selected.key) ? new Set([this.selected.from, this.selected.to]) : null;
    }
    return new Set([id, ...this.shown.edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []))]);
  }

  isLit({ key, from, to }) {
    const id = this.touched ?? this.selected?.id ?? null;
    return id === null ? key === this.selected?.key : from === id || to === id;
  }

  edge({ edge, lit }, litNodes) {
    const many = this.shown.edges.length > MANY_EDGES;
    return edgeDrawing(edge, this.paths.get(edge.key), {
      width: this.widthOf(edge),
      words: edgeWords(edge, this.graph),
      selected: edge.key === this.selected?.key,
      lit,
      dim: litNodes !== null && !lit,
      thin: many,
      labelled: edge.key === this.selected?.key || (!this.layout.compact && this.shown.edges.length <= MOST_LABELS && this.scale >= LABELS_FROM),
      small: Math.max(1, Math.min(2, 0.9 / this.scale)) * (this.layout.compact ? 0.8 : 1),
      font: this.font,
    });
  }

  node(node, litNodes) {
    return nodeDrawing(node, this.layout.boxes.get(node.id), {
      scale: this.scale,
      compact: this.layout.compact,
      font: this.font,
      color: this.colors.get(node.name) ?? 'var(--edge)',
      selected: node.id === this.selected?.id,
      focus: node.id === this.focused,
      dim: litNodes !== null && !litNodes.has(node.id),
      reached: node.id === this.reached,
    });
  }

  /** Shows all of the drawing; it stays so if the size of the window changes. */
  fit() {
    this.look(fitted(this.layout, this.room));
    this.whole = true;
  }

  zoom(factor, at = { x: this.frame.width / 2, y: this.frame.height / 2 }) {
    this.look(zoomed(this.camera, factor, at));
  }

  wheel(event) {
    event.preventDefault();
    const box = this.getBoundingClientRect();
    const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
    this.zoom(Math.exp(-Math.max(-200, Math.min(200, pixels)) / 400), { x: event.clientX - box.left, y: event.clientY - box.top });
  }

  press(event) {
    if (event.button === 0) {
      this.pressed = { x: event.clientX, y: event.clientY, camera: this.camera, on: this.elementAt(event), moving: false };
    }
  }

  drag(event) {
    if (!this.pressed) {
      return;
    }
    const [dx, dy] = [event.clientX - this.pressed.x, event.clientY - this.pressed.y];
    if (!this.pressed.moving && Math.hypot(dx, dy) >= CLICK_PIXELS) {
      this.pressed.moving = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.classList.add('moving');
    }
    if (this.pressed.moving) {
      this.look(moved(this.pressed.camera, dx, dy));
    }
  }

  release(event) {
    const { pressed } = this;
    this.pressed = null;
    event.currentTarget.classList.remove('moving');
    if (pressed && !pressed.moving && event.type === 'pointerup') {
      this.fire('select', pressed.on);
    }
  }

  open(event) {
    const on = this.elementAt(event);
    if (on?.id) {
      this.fire('focus-node', on);
    }
  }

  touch(event) {
    this.touched = this.pressed ? this.touched : this.elementAt(event)?.id ?? null;
  }

  /** The node or edge under the pointer; null if there is none. */
  elementAt(event) {
    const { node, edge } = event.target.closest('[data-node], [data-edge]')?.dataset ?? {};
    return (node && this.graph.nodes.get(node)) ?? (edge && this.shown.edges.find(({ key }) => key === edge)) ?? null;
  }

  reach(event) {
    const { node } = event.target.closest('[data-node]')?.dataset ?? {};
    if (node) {
      this.reached = node;
      this.look(showing(this.camera, this.layout.boxes.get(node), this.room));
    }
  }

  key(event) {
    const to = neighbourOf(event.key, this.reached, this.shown, this.layout);
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.shiftKey && event.key.startsWith('Arrow')) {
      this.pan(event.key);
    } else if (to !== null) {
      this.go(to);
    } else if (event.key === 'Enter' && this.reached !== null) {
      this.fire('focus-node', this.graph.nodes.get(this.reached));
    } else if (event.key === ' ' && this.reached !== null) {
      this.fire('select', this.graph.nodes.get(this.reached));
    } else if (!event.key.startsWith('Arrow')) {
      return;
    }
    event.preventDefault();
  }

  /** The keys that work without the focus on a node. @return whether it was one */
  zoomKey(key) {
    const actions = { '+': () => this.zoom(STEP), '=': () => this.zoom(STEP), '-': () => this.zoom(1 / STEP), 0: () => this.fit() };
    actions[key]?.();
    return key in actions;
  }

  pan(key) {
    const [dx, dy] = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[key];
    this.look(moved(this.camera, dx, dy));
  }

  /** Moves the keyboard focus to a node. */
  go(id) {
    this.reached = id;
    this.updateComplete.then(() => this.focusNode());
  }

  /** Gives the focus to the node that the Tab key reaches. */
  focusNode() {
    this.renderRoot.querySelector('.node[tabindex="0"]')?.focus({ preventScroll: true });
  }

  fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('map-drawing', MapDrawing);
