/** The REST API: {@code /api/v1} in its order of use: parameters, handlers, the JSON they answer, problems. */
@NullMarked
package dapper.query.api;

import org.jspecify.annotations.NullMarked;
