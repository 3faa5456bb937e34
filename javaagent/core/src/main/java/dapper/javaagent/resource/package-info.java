// SPDX-License-Identifier: Apache-2.0
/** The identity of the traced process: the attributes that all its spans share, detected on the export thread. */
package dapper.javaagent.resource;
