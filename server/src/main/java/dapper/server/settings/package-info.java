/** Settings of the servers: one list per server, one set of rules for bad values. */
@NullMarked
package dapper.server.settings;

import org.jspecify.annotations.NullMarked;
