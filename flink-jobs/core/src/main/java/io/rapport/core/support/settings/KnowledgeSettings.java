package io.rapport.core.support.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * How answers are found.
 *
 * @param maxArticles active articles of a site; further ones are refused and counted
 * @param suggestions most answers suggested for a ticket
 * @param minimumScore relevance below which nothing is suggested
 * @param intentBonus relevance added, times the confidence, when editors gave the article the
 *     ticket's intent
 * @param maxAnswerLength characters of an answer's text that are sent along
 */
public record KnowledgeSettings(
    int maxArticles, int suggestions, double minimumScore, double intentBonus, int maxAnswerLength)
    implements Serializable {

  public KnowledgeSettings {
    Checks.atLeast("maxArticles", maxArticles, 0);
    Checks.atLeast("suggestions", suggestions, 0);
    Checks.atLeast("maxAnswerLength", maxAnswerLength, 1);
  }

  /** Up to three of 2,000 articles. */
  public static KnowledgeSettings standard() {
    return new KnowledgeSettings(2000, 3, 0.1, 0.3, 2000);
  }
}
