// SPDX-License-Identifier: Apache-2.0
/** From finished spans to the export loop: the queue, its counters and the thread that drains it. */
package dapper.javaagent.record;
