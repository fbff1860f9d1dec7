package io.rapport.core.support.answer;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.support.classifier.Prediction;
import io.rapport.core.support.settings.KnowledgeSettings;
import io.rapport.core.text.Features;
import io.rapport.core.text.NgramEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The active articles of one site. A search ranks them by the cosine of hashed n-grams, where an
 * n-gram of the ticket weighs more the fewer articles contain it (inverse document frequency),
 * adjusted by how often agents accepted the article. An inverted index: a search reads only the
 * postings of the ticket's n-grams.
 */
public final class KnowledgeBase {

  private final KnowledgeSettings settings;
  private final NgramEncoder encoder;
  private final Map<String, Article> articles = new HashMap<>();
  private final Map<Integer, List<Posting>> index = new HashMap<>();

  /** An article and its vector. */
  private record Article(KnowledgeEntry entry, Features features) {}

  /** A posting: an article that has a feature, and its value there. */
  private record Posting(String articleId, float value) {}

  public KnowledgeBase(KnowledgeSettings settings, NgramEncoder encoder) {
    this.settings = settings;
    this.encoder = encoder;
  }

  public int size() {
    return articles.size();
  }

  /** Whether there is room for the article: it replaces one, removes one, or fits. */
  public boolean accepts(KnowledgeEntry entry) {
    Article known = articles.get(entry.articleId());
    return known != null
        ? known.entry().eventTime() <= entry.eventTime()
        : !entry.active() || articles.size() < settings.maxArticles();
  }

  /** Adds, replaces or, when it is not active, removes an article. */
  public void put(KnowledgeEntry entry) {
    Article before = articles.remove(entry.articleId());
    if (before != null) {
      for (int feature : before.features().indices()) {
        index.get(feature).removeIf(posting -> posting.articleId().equals(entry.articleId()));
      }
    }
    if (entry.active()) {
      Features features = encoder.encode(entry.title() + '\n' + entry.body());
      articles.put(entry.articleId(), new Article(entry, features));
      for (int i = 0; i < features.size(); i++) {
        index
            .computeIfAbsent(features.indices()[i], feature -> new ArrayList<>(1))
            .add(new Posting(entry.articleId(), features.values()[i]));
      }
    }
  }

  /**
   * The articles that answer a ticket best.
   *
   * @param language the ticket's BCP 47 tag or null; articles known to be in another are left out
   * @param acceptance smoothed share of acceptances of an article, 0 to 1
   */
  public List<SuggestedAnswer> search(
      Features ticket,
      String language,
      Prediction prediction,
      ToDoubleFunction<String> acceptance) {
    List<SuggestedAnswer> found = new ArrayList<>();
    similarities(ticket)
        .forEach(
            (id, similarity) -> {
              KnowledgeEntry entry = articles.get(id).entry();
              if (speaks(language, entry.language())) {
                double score =
                    (similarity + bonus(entry, prediction))
                        * 2
                        * acceptance.applyAsDouble(entry.articleId());
                if (score >= settings.minimumScore()) {
                  found.add(suggestion(entry, score));
                }
              }
            });
    // Ties are broken by the id, so that the result does not depend on the order of arrival.
    found.sort(
        Comparator.comparingDouble(SuggestedAnswer::score)
            .reversed()
            .thenComparing(SuggestedAnswer::answerId));
    return List.copyOf(found.subList(0, Math.min(settings.suggestions(), found.size())));
  }

  private Map<String, Double> similarities(Features ticket) {
    Map<String, Double> sums = new HashMap<>();
    double length = 0;
    for (int i = 0; i < ticket.size(); i++) {
      List<Posting> postings = index.getOrDefault(ticket.indices()[i], List.of());
      double weight =
          ticket.values()[i] * Math.log1p((double) articles.size() / (1 + postings.size()));
      length += weight * weight;
      for (Posting posting : postings) {
        sums.merge(posting.articleId(), weight * posting.value(), Double::sum);
      }
    }
    double norm = Math.sqrt(length);
    sums.replaceAll((id, sum) -> sum / norm);
    return sums;
  }

  private double bonus(KnowledgeEntry entry, Prediction prediction) {
    return prediction.intent() != null && entry.intents().contains(prediction.intent())
        ? settings.intentBonus() * prediction.confidence()
        : 0;
  }

  private static boolean speaks(String ticket, String article) {
    return ticket == null || article == null || primary(ticket).equals(primary(article));
  }

  private static String primary(String tag) {
    return Locale.forLanguageTag(tag).getLanguage();
  }

  private SuggestedAnswer suggestion(KnowledgeEntry entry, double score) {
    String body = entry.body();
    String text = body.substring(0, Math.min(body.length(), settings.maxAnswerLength()));
    return new SuggestedAnswer(entry.articleId(), entry.title(), text, score);
  }
}
