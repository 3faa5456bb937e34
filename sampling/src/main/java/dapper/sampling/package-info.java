// SPDX-License-Identifier: Apache-2.0
/** Consistent probability sampling as numbers and as tracestate. Also in the boot class loader: only {@code java.base}. */
package dapper.sampling;
