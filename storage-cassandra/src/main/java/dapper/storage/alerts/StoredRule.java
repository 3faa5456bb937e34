// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

/**
 * A rule that was added through the API.
 *
 * @param name identifies it within the tenant
 * @param text the rule as JSON
 * @param author the caller that has written it last
 * @param unixNanos when that was
 */
public record StoredRule(String name, String text, String author, long unixNanos) {}
