// SPDX-License-Identifier: Apache-2.0
/** Attaching to a JVM that runs. */
@NullMarked
package dapper.cli.attach;

import org.jspecify.annotations.NullMarked;
