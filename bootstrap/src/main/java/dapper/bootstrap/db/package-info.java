// SPDX-License-Identifier: Apache-2.0
/** Database calls: spans, sanitized query texts, and what is known about connections and statements. */
package dapper.bootstrap.db;
