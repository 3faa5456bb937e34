// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

/** Something that happened during a span: an annotation of the Dapper paper, section 2.3. */
public record Event(long unixNanos, String name, Attributes attributes, int droppedAttributes) {}
