// SPDX-License-Identifier: Apache-2.0
package dapper.storage.alerts;

import dapper.storage.Tenant;
import java.util.List;

/**
 * Keeps the alerts of one tenant. Safe for use by many threads; calls block until the store has answered. Every write may be
 * repeated, except for those of rules.
 *
 * <p>Every method throws {@link dapper.storage.StorageUnavailableException} if the store does not answer.
 */
public interface AlertStore {
    /** Silences that are kept, ended ones included until their rows expire. */
    int MOST_SILENCES = 1_000;

    /** Rules of the API that a tenant may have. */
    int MOST_RULES = 200;

    /**
     * Makes this process the one that evaluates and notifies, for a minute from now, or keeps it so.
     *
     * @return false if another process does
     */
    boolean lead();

    /** Lets another process lead at once. */
    void resign();

    /** Returns the states that are not forgotten, by alert. */
    List<AlertState> states();

    /** Writes a state, without its notifications. A change of phase is added to the history first. */
    void write(AlertState state, boolean phaseChanged);

    /** Notes that a receiver has taken a notification. */
    void write(AlertState state, String receiver, Notified taken);

    /** Forgets the state of an alert; its history stays. */
    void forget(AlertState state);

    /**
     * Returns changes, newest first.
     *
     * @param from in nanoseconds since 1970, inclusive
     * @param to exclusive
     * @param most the greatest number of them
     */
    List<AlertChange> changes(long from, long to, int most);

    /** Adds an attempt to notify a receiver to the log. */
    void write(AlertDelivery delivery);

    /**
     * Returns attempts to notify receivers, newest first.
     *
     * @param from in nanoseconds since 1970, inclusive
     * @param to exclusive
     * @param most the greatest number of them
     */
    List<AlertDelivery> deliveries(long from, long to, int most);

    /** Returns the tenants that were noted, in no particular order. Only the store of the default tenant has any. */
    List<Tenant> tenants();

    /** Notes that a tenant has rules. */
    void write(Tenant tenant);

    /** Forgets that a tenant had rules. */
    void forget(Tenant tenant);

    /** Returns up to {@value #MOST_SILENCES} silences, ended ones included, in no particular order. */
    List<Silence> silences();

    /** Writes a silence; one of the same id is replaced. */
    void write(Silence silence);

    /** Returns the rules of the API, by name; {@value #MOST_RULES} and a few more at most. */
    List<StoredRule> rules();

    /** Adds a rule of the API; returns false if there is one of the same name. */
    boolean add(StoredRule rule);

    /** Replaces a rule of the API; returns false if it has been changed or deleted since it was read. */
    boolean replace(StoredRule before, StoredRule after);

    /** Deletes a rule of the API; returns false if it has been changed or deleted since it was read. */
    boolean delete(StoredRule rule);
}
