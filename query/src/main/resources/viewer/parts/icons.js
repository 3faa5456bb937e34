// SPDX-License-Identifier: Apache-2.0
// Small drawings of 16 by 16, in the colour of the text around them.

import { svg, html } from 'lit';

const icon = (drawing) => html`
  <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${drawing}</svg>`;

export const search = icon(svg`<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3 3"/>`);
export const sun = icon(svg`<circle cx="8" cy="8" r="3"/><path d="M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9"/>`);
export const moon = icon(svg`<path d="M13.5 9.6A5.8 5.8 0 1 1 6.4 2.5a4.6 4.6 0 0 0 7.1 7.1Z"/>`);
export const half = icon(svg`<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11Z" fill="currentColor"/>`);
export const copy = icon(svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 5.500V4A1.5 1.5 0 0 0 9 2.500H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.500h1.5"/>`);
export const done = icon(svg`<path d="m3 8.5 3.2 3.200L13 5"/>`);
export const close = icon(svg`<path d="m4 4 8 8M12 4l-8 8"/>`);
export const down = icon(svg`<path d="m4.5 6.5 3.5 3.5 3.5-3.5"/>`);
export const up = icon(svg`<path d="m4.5 9.5 3.5-3.5 3.5 3.5"/>`);
export const download = icon(svg`<path d="M8 2.500v7.500M4.8 7 8 10.2 11.2 7M3 13.300h10"/>`);
export const upload = icon(svg`<path d="M8 10.200V2.700M4.800 5.700 8 2.500 11.200 5.700M3 13.300h10"/>`);
export const filter = icon(svg`<path d="M2.500 3.500h11L9.500 8.500v4l-3 1v-5Z"/>`);
export const link = icon(svg`<path d="M6.7 9.300a2.7 2.7 0 0 0 3.8 0l2.2-2.200a2.7 2.7 0 0 0-3.8-3.800l-.8.8M9.3 6.700a2.7 2.7 0 0 0-3.8 0L3.3 8.900a2.7 2.7 0 0 0 3.8 3.800l.8-.8"/>`);

/** The kinds of nodes of the map: a box, a cylinder, a queue and a globe. */
export const nodeIcons = {
  service: icon(svg`<path d="M8 1.800 13.500 4.900v6.200L8 14.200 2.500 11.100V4.900ZM2.500 4.900 8 8l5.500-3.100M8 8v6.200"/>`),
  database: icon(svg`<ellipse cx="8" cy="3.900" rx="5.300" ry="2.100"/><path d="M2.700 3.900v8.200c0 1.200 2.400 2.100 5.300 2.100s5.300-.9 5.300-2.100V3.900M2.700 8c0 1.200 2.400 2.100 5.300 2.100s5.300-.9 5.300-2.100"/>`),
  topic: icon(svg`<path d="M1.500 5.500v5M4.500 5.500v5M7.500 5.500v5M10 8h4.500M12.300 5.800 14.500 8l-2.200 2.200"/>`),
  host: icon(svg`<circle cx="8" cy="8" r="6.200"/><path d="M1.800 8h12.400M8 1.800c4 4 4 8.400 0 12.400M8 1.800c-4 4-4 8.400 0 12.400"/>`),
};
export const plus = icon(svg`<path d="M8 3v10M3 8h10"/>`);
export const minus = icon(svg`<path d="M3 8h10"/>`);
export const whole = icon(svg`<path d="M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10"/>`);

/** Lines of text. */
export const log = icon(svg`<path d="M3.500 4.500h9M3.500 8h9M3.500 11.500h5"/>`);

/** A light bulb. */
export const insight = icon(svg`<path d="M5.9 10.600a4 4 0 1 1 4.200 0v1.200h-4.200ZM6.600 14h2.800"/>`);
export const patterns = icon(svg`<rect x="2.500" y="2.500" width="4.500" height="4.500" rx="1"/><rect x="9" y="2.500" width="4.500" height="4.500" rx="1"/><rect x="2.500" y="9" width="4.500" height="4.500" rx="1"/><path d="M9.500 11.200h3.500"/>`);
export const compare = icon(svg`<path d="M2.500 4.500h8M2.500 8h5M2.500 11.500h8M13.500 3v10"/>`);

/** A filled sign with its own shape, so that colour is not the only mark of an error. */
export const error = html`
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d="M8 1.2 15 14H1Z" fill="var(--error-fill)" stroke="var(--error-fill)" stroke-width="1.5" stroke-linejoin="round"/>
    <path d="M8 6v4" stroke="var(--page)" stroke-width="1.8" stroke-linecap="round"/>
    <circle cx="8" cy="12.2" r="1" fill="var(--page)"/>
  </svg>`;

/** A sign with a different shape from that of an error. */
export const odd = html`
  <svg viewBox="0 0 16 16" width="14" height="14" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
    <path d="M8 1.5 14.500 8 8 14.500 1.500 8Z" stroke-linejoin="round"/><path d="M8 5v3.600M8 10.700v.3" stroke-linecap="round"/>
  </svg>`;
