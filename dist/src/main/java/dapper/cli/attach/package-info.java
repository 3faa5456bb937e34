// SPDX-License-Identifier: Apache-2.0
/** Attaching to a running JVM. */
@NullMarked
package dapper.cli.attach;

import org.jspecify.annotations.NullMarked;
