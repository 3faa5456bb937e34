/** Certificates and files for the tests of servers. */
@NullMarked
package dapper.server.testing;

import org.jspecify.annotations.NullMarked;
