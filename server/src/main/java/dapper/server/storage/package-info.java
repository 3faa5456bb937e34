/** Settings of the storage, whose own module reads none. */
@NullMarked
package dapper.server.storage;

import org.jspecify.annotations.NullMarked;
