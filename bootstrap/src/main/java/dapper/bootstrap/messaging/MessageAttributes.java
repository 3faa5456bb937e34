// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.messaging;

import dapper.bootstrap.AttributeKey;

/** Attributes of messaging spans, named by the semantic conventions (development). None holds a key or a payload. */
public final class MessageAttributes {
    public static final AttributeKey SYSTEM = AttributeKey.of("messaging.system");
    public static final AttributeKey OPERATION_NAME = AttributeKey.of("messaging.operation.name");
    public static final AttributeKey OPERATION_TYPE = AttributeKey.of("messaging.operation.type");
    public static final AttributeKey DESTINATION_NAME = AttributeKey.of("messaging.destination.name");
    public static final AttributeKey DESTINATION_TEMPLATE = AttributeKey.of("messaging.destination.template");
    public static final AttributeKey DESTINATION_TEMPORARY = AttributeKey.of("messaging.destination.temporary");
    public static final AttributeKey DESTINATION_ANONYMOUS = AttributeKey.of("messaging.destination.anonymous");
    public static final AttributeKey PARTITION_ID = AttributeKey.of("messaging.destination.partition.id");
    public static final AttributeKey CONSUMER_GROUP = AttributeKey.of("messaging.consumer.group.name");
    public static final AttributeKey CLIENT_ID = AttributeKey.of("messaging.client.id");
    public static final AttributeKey MESSAGE_ID = AttributeKey.of("messaging.message.id");
    public static final AttributeKey CONVERSATION_ID = AttributeKey.of("messaging.message.conversation_id");
    public static final AttributeKey BATCH_MESSAGE_COUNT = AttributeKey.of("messaging.batch.message_count");
    public static final AttributeKey KAFKA_OFFSET = AttributeKey.of("messaging.kafka.offset");
    public static final AttributeKey KAFKA_TOMBSTONE = AttributeKey.of("messaging.kafka.message.tombstone");
    public static final AttributeKey RABBITMQ_ROUTING_KEY =
            AttributeKey.of("messaging.rabbitmq.destination.routing_key");
    public static final AttributeKey RABBITMQ_DELIVERY_TAG = AttributeKey.of("messaging.rabbitmq.message.delivery_tag");
    public static final AttributeKey SQS_QUEUE_URL = AttributeKey.of("aws.sqs.queue.url");
    public static final AttributeKey SNS_TOPIC_ARN = AttributeKey.of("aws.sns.topic.arn");
    public static final AttributeKey SERVER_ADDRESS = AttributeKey.of("server.address");
    public static final AttributeKey SERVER_PORT = AttributeKey.of("server.port");

    private MessageAttributes() {}
}
