/** Tokens, what their holders may do, and for which tenant. */
@NullMarked
package dapper.server.auth;

import org.jspecify.annotations.NullMarked;
