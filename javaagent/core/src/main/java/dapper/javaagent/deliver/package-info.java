// SPDX-License-Identifier: Apache-2.0
/**
 * From finished spans to the collector: the queue, the batch that is encoded from it, and its delivery. One thread, the
 * {@link dapper.javaagent.deliver.ExportLoop}, does all of this.
 */
package dapper.javaagent.deliver;
