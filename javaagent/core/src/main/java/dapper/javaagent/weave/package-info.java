// SPDX-License-Identifier: Apache-2.0
/**
 * Weaves the advice of instrumentations into the classes that match, and removes it from them if it fails too often.
 * {@link dapper.javaagent.weave.WeavingTransformer} is where every loaded class passes.
 */
package dapper.javaagent.weave;
