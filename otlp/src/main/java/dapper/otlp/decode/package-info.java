// SPDX-License-Identifier: Apache-2.0
/** Decodes OTLP bytes to spans of the storage model, without the generated messages in between. */
@NullMarked
package dapper.otlp.decode;

import org.jspecify.annotations.NullMarked;
