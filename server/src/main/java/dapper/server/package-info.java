/** The parts of every server process that its servers share. */
@NullMarked
package dapper.server;

import org.jspecify.annotations.NullMarked;
