// SPDX-License-Identifier: Apache-2.0
package dapper.storage.cassandra.index;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that a minute has.
 *
 * @param fresh whether it may have blocks that are not merged
 * @param merged changes when merged blocks are added; null if it has none
 */
public record Slot(int number, boolean fresh, @Nullable UUID merged) {}
