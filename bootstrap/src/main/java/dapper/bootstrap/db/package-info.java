// SPDX-License-Identifier: Apache-2.0
/** Database calls, as woven code reports them: spans, and the origins of connections and statements. */
package dapper.bootstrap.db;
