package io.rapport.core.support.answer;

/**
 * A knowledge-base article that may answer a ticket.
 *
 * @param score relevance; higher is better
 */
public record SuggestedAnswer(String answerId, String title, String text, double score) {}
