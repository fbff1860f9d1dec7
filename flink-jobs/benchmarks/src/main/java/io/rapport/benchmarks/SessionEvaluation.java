package io.rapport.benchmarks;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.recommendation.InMemoryRecommender;
import io.rapport.core.recommendation.RankedItem;
import io.rapport.core.recommendation.RecommendationSettings;
import io.rapport.core.recommendation.Recommended;
import java.util.List;

/**
 * Next-item prediction: learns from the training sessions, then for every item of every test
 * session but the first asks for a recommendation after the item before it, and looks the item up
 * in the first 20 (HR@20: the share found; MRR@20: the mean of one over the position). The protocol
 * of Wu et al., Session-based Recommendation with Graph Neural Networks, AAAI 2019.
 *
 * <p>The clicks take the same way through {@code core} as in production. The files carry no times:
 * sessions are taken to start at equal intervals, and their clicks to follow within it.
 */
final class SessionEvaluation {

  static final int CUTOFF = 20;

  private static final String SITE = "evaluation";
  private static final long START = 1_700_000_000_000L;

  private final InMemoryRecommender recommender;
  private final long intervalMillis;
  private final boolean prequential;
  private final Runnable progress;
  private long sessions;
  private long events;
  private long predictions;
  private long hits;
  private double reciprocalRanks;

  /**
   * @param settings at least {@value #CUTOFF} items recommended
   * @param intervalMillis time from one session to the next
   * @param prequential whether test sessions are learned from, too, each after it was predicted
   * @param progress called after each session
   */
  SessionEvaluation(
      RecommendationSettings settings,
      long intervalMillis,
      boolean prequential,
      Runnable progress) {
    if (settings.ranking().size() < CUTOFF) {
      throw new IllegalArgumentException("at least " + CUTOFF + " items have to be recommended");
    }
    this.recommender = new InMemoryRecommender(settings);
    this.intervalMillis = intervalMillis;
    this.prequential = prequential;
    this.progress = progress;
  }

  void train(List<List<String>> sequences) {
    for (List<String> session : sequences) {
      for (int i = 0; i < session.size(); i++) {
        recommender.learn(click(session, i));
      }
      endSession(session);
    }
  }

  void test(List<List<String>> sequences) {
    for (List<String> session : sequences) {
      for (int i = 0; i < session.size(); i++) {
        ClickEvent click = click(session, i);
        Recommended answer = prequential ? recommender.apply(click) : recommender.answer(click);
        if (i + 1 < session.size()) {
          score(answer.items(), session.get(i + 1));
        }
      }
      endSession(session);
    }
  }

  private void score(List<RankedItem> items, String target) {
    predictions++;
    for (int i = 0; i < Math.min(CUTOFF, items.size()); i++) {
      if (items.get(i).itemId().equals(target)) {
        hits++;
        reciprocalRanks += 1.0 / (i + 1);
        return;
      }
    }
  }

  private void endSession(List<String> session) {
    events += session.size();
    recommender.forgetVisitor(visitorKey());
    sessions++;
    progress.run();
  }

  private String visitorKey() {
    return SITE + "/" + sessions;
  }

  private ClickEvent click(List<String> session, int position) {
    long time = START + sessions * intervalMillis + position * intervalMillis / session.size();
    return new ClickEvent(
        sessions + "-" + position,
        time,
        time,
        SITE,
        Long.toString(sessions),
        null,
        Long.toString(sessions),
        ClickAction.VIEW,
        session.get(position),
        null,
        null,
        null,
        -1,
        Double.NaN,
        null,
        false,
        "");
  }

  /** Clicks read, of both files. */
  long events() {
    return events;
  }

  long predictions() {
    return predictions;
  }

  double hitRate() {
    return predictions == 0 ? 0 : (double) hits / predictions;
  }

  double meanReciprocalRank() {
    return predictions == 0 ? 0 : reciprocalRanks / predictions;
  }
}
