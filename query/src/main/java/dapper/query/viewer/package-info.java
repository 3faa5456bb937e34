/** Serves the viewer's files, which are in the jar. */
@NullMarked
package dapper.query.viewer;

import org.jspecify.annotations.NullMarked;
