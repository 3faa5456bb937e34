// SPDX-License-Identifier: Apache-2.0
/**
 * The operator's settings: read once, in premain, so nothing here uses lambdas, regular expressions, java.nio.file or
 * java.util.logging.
 */
package dapper.javaagent.config;
