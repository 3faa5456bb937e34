// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import com.amazonaws.Request;
import com.amazonaws.handlers.HandlerContextKey;
import org.jspecify.annotations.Nullable;

/** Reads a marshalled request. Newer versions of the SDK describe it; of older ones the names of classes and hosts do. */
final class RequestInfo {
    /** Keys are equal if their names are. */
    private static final HandlerContextKey<String> OPERATION = new HandlerContextKey<>("OperationName");

    private static final HandlerContextKey<String> REGION = new HandlerContextKey<>("SigningRegion");
    private static final String AWS_HOST = ".amazonaws.com";
    private static final String REQUEST = "Request";

    private RequestInfo() {}

    /** {@code SQS} for {@code AmazonSQS}, {@code DynamoDB} for {@code AmazonDynamoDBv2}, {@code S3} for {@code Amazon S3}. */
    static String service(Request<?> request) {
        String name = request.getServiceName();
        if (name.startsWith("Amazon")) {
            name = name.substring("Amazon".length());
        } else if (name.startsWith("AWS")) {
            name = name.substring("AWS".length());
        }
        return (name.endsWith("v2") ? name.substring(0, name.length() - 2) : name).trim();
    }

    static String operation(Request<?> request) {
        String known = request.getHandlerContext(OPERATION);
        return known == null ? operation(request.getOriginalRequest().getClass()) : known;
    }

    /** {@code GetItem} for {@code GetItemRequest}. */
    static String operation(Class<?> request) {
        String name = request.getSimpleName();
        return name.endsWith(REQUEST) ? name.substring(0, name.length() - REQUEST.length()) : name;
    }

    static @Nullable String region(Request<?> request) {
        String known = request.getHandlerContext(REGION);
        return known == null ? region(request.getEndpoint().getHost()) : known;
    }

    /** @param host {@code sqs.eu-west-1.amazonaws.com}, or that of another server, which has no region */
    static @Nullable String region(@Nullable String host) {
        int end = host == null ? -1 : host.indexOf(AWS_HOST);
        if (host == null || end < 0) {
            return null;
        }
        String label = host.substring(host.lastIndexOf('.', end - 1) + 1, end);
        return isRegion(label) ? label : null;
    }

    /** {@code eu-west-1}, {@code us-gov-east-1}. */
    private static boolean isRegion(String label) {
        int last = label.lastIndexOf('-');
        return last > 0
                && label.indexOf('-') == 2
                && last > 2
                && last == label.length() - 2
                && Character.isDigit(label.charAt(last + 1));
    }
}
