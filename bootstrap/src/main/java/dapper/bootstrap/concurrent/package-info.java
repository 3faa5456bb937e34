// SPDX-License-Identifier: Apache-2.0
/** Context that travels beside tasks to the threads that run them. */
package dapper.bootstrap.concurrent;
