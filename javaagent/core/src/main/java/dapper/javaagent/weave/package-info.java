// SPDX-License-Identifier: Apache-2.0
/** Finds the classes to weave among all that are loaded, as cheaply as possible, and weaves them. */
package dapper.javaagent.weave;
