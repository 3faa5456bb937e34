// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the instrumentations that a class is a target of: the index that the build made, and the types that the class
 * extends or implements, from class files.
 */
package dapper.javaagent.match;
