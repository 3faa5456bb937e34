// SPDX-License-Identifier: Apache-2.0
/** Replaces a class of grpc-okhttp in the agent's jar. */
@NullMarked
package dapper.javaagent.okhttp;

import org.jspecify.annotations.NullMarked;
