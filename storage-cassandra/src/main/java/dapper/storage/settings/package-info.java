/** How every server reads its settings: one list per server, one set of rules for bad values. */
@NullMarked
package dapper.storage.settings;

import org.jspecify.annotations.NullMarked;
