// SPDX-License-Identifier: Apache-2.0
/** Remote procedure calls of Apache Dubbo, on both sides. */
package dapper.instrumentation.dubbo.v2_7;
