package io.rapport.core.support.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Bounds of the search for answers.
 *
 * @param intentBonus relevance added, times the confidence, when editors assigned the ticket's
 *     intent to the article
 * @param maxAnswerLength characters of an answer's text in a suggestion
 */
@RecordBuilder
public record KnowledgeSettings(
    int maxArticles, int suggestions, double minimumScore, double intentBonus, int maxAnswerLength)
    implements Serializable, KnowledgeSettingsBuilder.With {

  /** Up to three of 2,000 articles. */
  public static final KnowledgeSettings DEFAULT =
      KnowledgeSettingsBuilder.builder()
          .maxArticles(2000)
          .suggestions(3)
          .minimumScore(0.1)
          .intentBonus(0.3)
          .maxAnswerLength(2000)
          .build();

  public KnowledgeSettings {
    Checks.atLeast("maxArticles", maxArticles, 0);
    Checks.atLeast("suggestions", suggestions, 0);
    Checks.atLeast("maxAnswerLength", maxAnswerLength, 1);
  }
}
