// SPDX-License-Identifier: Apache-2.0
// The outlines of nodes, a shape for each type, around (0, 0).

const CORNER = 6;

/** Half the height of the rim of a cylinder. */
export const rimDepth = ({ height }) => height * 0.08;

const OUTLINES = {
  service: (w, h) => `M${-w + CORNER} ${-h}H${w - CORNER}Q${w} ${-h} ${w} ${-h + CORNER}V${h - CORNER}Q${w} ${h} ${w - CORNER} ${h}H${-w + CORNER}Q${-w} ${h} ${-w} ${h - CORNER}V${-h + CORNER}Q${-w} ${-h} ${-w + CORNER} ${-h}Z`,
  database: (w, h) => {
    const depth = rimDepth({ height: 2 * h });
    return `M${-w} ${-h + depth}A${w} ${depth} 0 0 1 ${w} ${-h + depth}V${h - depth}A${w} ${depth} 0 0 1 ${-w} ${h - depth}Z`;
  },
  topic: (w, h) => `M${-w + 9} ${-h}H${w - 9}L${w} 0L${w - 9} ${h}H${-w + 9}L${-w} 0Z`,
  host: (w, h) => `M${-w + h} ${-h}H${w - h}A${h} ${h} 0 0 1 ${w - h} ${h}H${-w + h}A${h} ${h} 0 0 1 ${-w + h} ${-h}Z`,
};

/** The outline of a node as an SVG path. */
export const outline = (type, { width, height }, air = 0) => OUTLINES[type](width / 2 + air, height / 2 + air);

/** The front rim of a cylinder. */
export function rim({ width, height }) {
  const depth = rimDepth({ height });
  return `M${-width / 2} ${-height / 2 + depth}A${width / 2} ${depth} 0 0 0 ${width / 2} ${-height / 2 + depth}`;
}
