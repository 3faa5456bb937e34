// SPDX-License-Identifier: Apache-2.0
package dapper.collector.grpc;

import dapper.collector.pipeline.Body;
import dapper.collector.pipeline.RefusedException;
import org.jspecify.annotations.Nullable;

/** The result of reading a request message: a body, or the reason why there is none. */
record IncomingBody(@Nullable Body body, @Nullable RefusedException refused) {}
