package io.rapport.core.support.ticket;

/**
 * A reason for a triage: a word, a word run or a rule.
 *
 * @param weight its contribution to the intent's logit; 1 for a rule
 */
public record TriageReason(String feature, double weight) {}
