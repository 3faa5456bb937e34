// SPDX-License-Identifier: Apache-2.0
/** Messages that clients of RabbitMQ send and receive, and that the listener containers of Spring AMQP pass on. */
package dapper.instrumentation.rabbitmqclient.v2_7;
