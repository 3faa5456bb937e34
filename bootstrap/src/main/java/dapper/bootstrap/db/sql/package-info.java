// SPDX-License-Identifier: Apache-2.0
/** SQL texts: the form of them that may be recorded, and the summary that names a span. */
package dapper.bootstrap.db.sql;
