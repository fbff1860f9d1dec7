package io.rapport.core.support.settings;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Bounds of the search for answers.
 *
 * @param intentBonus relevance added, times the confidence, when editors gave the article the
 *     ticket's intent
 * @param maxAnswerLength characters of an answer's text that are sent along
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
    if (maxArticles < 0 || suggestions < 0 || maxAnswerLength < 1) {
      throw new IllegalArgumentException(
          "articles and suggestions cannot be negative, nor an answer shorter than 1 character");
    }
  }
}
