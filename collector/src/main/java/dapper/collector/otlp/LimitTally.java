// SPDX-License-Identifier: Apache-2.0
package dapper.collector.otlp;

/** What the limits took away from one request. Used by one thread. */
public final class LimitTally {
    private long droppedAttributes;
    private long droppedEvents;
    private long droppedLinks;
    private long truncatedTexts;

    void droppedAttribute() {
        droppedAttributes++;
    }

    void droppedEvent() {
        droppedEvents++;
    }

    void droppedLink() {
        droppedLinks++;
    }

    void truncatedText() {
        truncatedTexts++;
    }

    public long droppedAttributes() {
        return droppedAttributes;
    }

    public long droppedEvents() {
        return droppedEvents;
    }

    public long droppedLinks() {
        return droppedLinks;
    }

    public long truncatedTexts() {
        return truncatedTexts;
    }
}
