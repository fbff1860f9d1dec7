package io.rapport.core.support.ticket;

/**
 * A word, word pair or rule that decided.
 *
 * @param weight what it added to the intent's logit; 1 for a rule
 */
public record TriageReason(String feature, double weight) {}
