/**
 * The insights of one trace: patterns in the tree that explain where its time went. One class per pattern ({@link
 * dapper.query.analysis.insight.Detector}); each takes time in proportion to the spans, times their logarithm at most.
 */
@NullMarked
package dapper.query.analysis.insight;

import org.jspecify.annotations.NullMarked;
