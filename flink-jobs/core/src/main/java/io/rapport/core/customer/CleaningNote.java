package io.rapport.core.customer;

/**
 * A change that cleaning made to an event of a customer.
 *
 * @param eventTime of the event, milliseconds since the epoch
 * @param rule name of the rule
 * @param kind of change, in lower case, such as {@code imputed}
 * @param field the field's name
 * @param value the new value; null where there is none, and for every personal field
 */
public record CleaningNote(long eventTime, String rule, String kind, String field, String value) {}
