// SPDX-License-Identifier: Apache-2.0
/** Carries contexts from the threads that submit tasks to the threads that run them. */
package dapper.instrumentation.executors;
