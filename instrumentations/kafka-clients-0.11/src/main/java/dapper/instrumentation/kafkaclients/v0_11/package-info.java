// SPDX-License-Identifier: Apache-2.0
/** Records that Kafka's clients send, receive and pass to the application. */
package dapper.instrumentation.kafkaclients.v0_11;
