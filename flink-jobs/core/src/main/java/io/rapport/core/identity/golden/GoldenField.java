package io.rapport.core.identity.golden;

/**
 * The value of a role that survived.
 *
 * @param source of the record that it was taken from
 * @param record id of that record
 * @param time event time of that record, in milliseconds
 * @param rule that chose it
 * @param agreeing records that have the same value, this one among them
 */
public record GoldenField(
    String value, String source, String record, long time, SurvivorshipRule rule, int agreeing) {}
