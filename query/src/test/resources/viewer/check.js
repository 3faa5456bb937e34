// SPDX-License-Identifier: Apache-2.0
/** Fails unless both are equal as JSON; Sets, Maps and typed arrays count as lists. */
export function equal(actual, expected) {
  const plain = (value) => JSON.stringify(value, (key, inner) =>
    inner instanceof Set || inner instanceof Map || ArrayBuffer.isView(inner) ? [...inner] : inner);
  if (plain(actual) !== plain(expected)) {
    throw new Error(`expected ${plain(expected)} but was ${plain(actual)}`);
  }
}
