// SPDX-License-Identifier: Apache-2.0
/** Remote procedure calls, made and served, by the semantic conventions. */
package dapper.bootstrap.rpc;
