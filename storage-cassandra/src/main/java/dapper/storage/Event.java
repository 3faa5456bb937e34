// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/**
 * Something that happened during a span: an annotation of the Dapper paper, section 2.3.
 *
 * @param unixNanos unsigned; 0 where the sender gave no time
 * @param droppedAttributes unsigned
 */
public record Event(long unixNanos, String name, Attributes attributes, int droppedAttributes) {}
