/** The HTTP listener: connections, refusals, health, metrics. */
@NullMarked
package dapper.server.http;

import org.jspecify.annotations.NullMarked;
