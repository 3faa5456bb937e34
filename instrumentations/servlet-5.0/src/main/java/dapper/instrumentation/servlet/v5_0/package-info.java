// SPDX-License-Identifier: Apache-2.0
/** Requests to servlets and filters of the {@code jakarta.servlet} API, from 5.0 on. */
package dapper.instrumentation.servlet.v5_0;
