// SPDX-License-Identifier: Apache-2.0
/** Encodes spans of the storage model as OTLP. */
@NullMarked
package dapper.otlp.encode;

import org.jspecify.annotations.NullMarked;
