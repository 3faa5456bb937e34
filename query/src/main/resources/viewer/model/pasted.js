// SPDX-License-Identifier: Apache-2.0
// Finds the trace, and perhaps the span, in a text that a user pastes. Pure functions.

const HEADERS = [
  /** W3C traceparent. */
  /\b[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}\b/,
  /** b3, and the same with upper-case names: x-b3-traceid has the id alone. */
  /\b([0-9a-f]{32}|[0-9a-f]{16})-([0-9a-f]{16})(?:-[01d](?:-[0-9a-f]{16})?)?(?![0-9a-f-])/,
  /** uber-trace-id of Jaeger; its ids may lack leading zeros. */
  /\b([0-9a-f]{1,32}):([0-9a-f]{1,16}):[0-9a-f]{1,16}:[0-9a-f]{1,2}\b/,
];
/** X-Amzn-Trace-Id, and the form that AWS X-Ray shows. */
const XRAY = /\b1-([0-9a-f]{8})-([0-9a-f]{24})\b(?:.*?\bparent=([0-9a-f]{16})\b)?/;
const UUID = /\b([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\b/;
const ID_ALONE = /^[0-9a-f]{1,32}$/;
const NO_ID = /^0*$/;

/**
 * Understands a trace id, also with dashes or quotes around it; the headers of W3C, B3, Jaeger and AWS X-Ray; and addresses
 * of other tracers, in which an id has 32 or 16 digits.
 *
 * @return `traceId` and `spanId` in lower case, `spanId` null if the text has none; null if the text has no trace id
 */
export function traceIn(text) {
  const given = decoded(text).trim().toLowerCase().replace(/^["'`]|["'`]$/g, '');
  return real(idAlone(given) ?? xray(given) ?? header(given) ?? uuid(given) ?? inside(given));
}

/** The address of a trace's page, with the span if it is known. */
export const pathOf = ({ traceId, spanId }) => `/trace/${traceId}${spanId === null ? '' : `?span=${spanId.padStart(16, '0')}`}`;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A percent sign of its own.
  }
}

const idAlone = (text) => (ID_ALONE.test(text) ? { traceId: text, spanId: null } : null);

function xray(text) {
  const found = XRAY.exec(text);
  return found && { traceId: found[1] + found[2], spanId: found[3] ?? null };
}

function header(text) {
  for (const format of HEADERS) {
    const found = format.exec(text);
    if (found) {
      return { traceId: found[1], spanId: found[2] };
    }
  }
  return null;
}

function uuid(text) {
  const found = UUID.exec(text);
  return found && { traceId: found.slice(1).join(''), spanId: null };
}

/** The first part of 32 digits, or else of 16, that is not a part of a longer word. */
function inside(text) {
  const found = /(?<![0-9a-z])[0-9a-f]{32}(?![0-9a-z])/.exec(text) ?? /(?<![0-9a-z])[0-9a-f]{16}(?![0-9a-z])/.exec(text);
  return found && { traceId: found[0], spanId: null };
}

/** Ids of zeros stand for none. */
function real(found) {
  return found === null || NO_ID.test(found.traceId) ? null : { ...found, spanId: NO_ID.test(found.spanId ?? '') ? null : found.spanId };
}
