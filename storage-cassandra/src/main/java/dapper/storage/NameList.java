// SPDX-License-Identifier: Apache-2.0
package dapper.storage;

import java.util.List;

/**
 * Names to choose from, in alphabetical order.
 *
 * @param complete false if there are more: senders can make up any number of names, and a list has a limit
 */
public record NameList<T>(List<T> names, boolean complete) {}
