// SPDX-License-Identifier: Apache-2.0
/** Database calls: spans, sanitized query texts, and the origins of connections and statements. */
package dapper.bootstrap.db;
