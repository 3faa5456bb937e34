// SPDX-License-Identifier: Apache-2.0
/** Who is being traced: the attributes that every span of this process shares, found out on the export thread. */
package dapper.javaagent.resource;
