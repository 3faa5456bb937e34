// SPDX-License-Identifier: Apache-2.0
/** The URLs of JDBC drivers, and what of them may be recorded: product, host and database. */
package dapper.bootstrap.db.url;
