// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.jms.v1_1;

import dapper.bootstrap.HeaderSetter;
import javax.jms.JMSException;
import javax.jms.Message;

/**
 * Writes headers as properties of a message that is sent. A message that was received has properties that cannot
 * change, and a provider may refuse a name: then the message is sent as it is.
 */
final class PropertySetter implements HeaderSetter<Message> {
    static final PropertySetter PROPERTIES = new PropertySetter();

    private PropertySetter() {}

    @Override
    public void setHeader(Message message, String name, String value) {
        try {
            message.setStringProperty(PropertyNames.property(name), value);
        } catch (JMSException | RuntimeException e) {
            // Sent without it.
        }
    }

    /** A single property cannot be removed, so it becomes null. */
    @Override
    public void removeHeader(Message message, String name) {
        try {
            String property = PropertyNames.property(name);
            if (message.propertyExists(property)) {
                message.setStringProperty(property, null);
            }
        } catch (JMSException | RuntimeException e) {
            // Sent with it.
        }
    }
}
