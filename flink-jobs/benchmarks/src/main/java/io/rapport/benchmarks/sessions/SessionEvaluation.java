package io.rapport.benchmarks.sessions;

import io.rapport.benchmarks.evaluation.HitRate;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.replay.InMemoryRecommender;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Predicts the next item: learns from the training sessions, then for every item of every test
 * session but the first asks for a recommendation after the item before it, and looks the item up
 * in the first 20 (HR@20: the share found; MRR@20: the mean of one over the rank). The protocol of
 * Wu et al., Session-based Recommendation with Graph Neural Networks, AAAI 2019.
 *
 * <p>The clicks take the same way through {@code core} as in production. The files carry no times:
 * sessions are taken to start at equal intervals, and their clicks to follow within it. The blend
 * learns from each training session before the session is counted, because nothing is counted of a
 * test session either when it is predicted.
 */
final class SessionEvaluation {

  private static final String SITE = "evaluation";
  private static final long START = 1_700_000_000_000L;
  private static final int WINDOW = 10_000;

  private final InMemoryRecommender recommender;
  private final boolean learned;
  private final long intervalMillis;
  private final boolean prequential;
  private final boolean wholeWay;
  private final Runnable progress;
  private final HitRate onTheWay = new HitRate(WINDOW);
  private final HitRate tested = new HitRate(WINDOW);
  private long sessions;
  private long events;

  /**
   * @param settings at least {@value HitRate#CUTOFF} items recommended
   * @param intervalMillis time from one session to the next
   * @param prequential whether test sessions are learned from, too, each click after it was
   *     predicted
   * @param wholeWay whether training sessions are predicted, too, each before it is learned
   * @param progress called after each session
   */
  SessionEvaluation(
      RecommendationSettings settings,
      long intervalMillis,
      boolean prequential,
      boolean wholeWay,
      Runnable progress) {
    if (settings.ranking().size() < HitRate.CUTOFF) {
      throw new IllegalArgumentException(
          "at least " + HitRate.CUTOFF + " items have to be recommended");
    }
    this.recommender = new InMemoryRecommender(settings);
    this.learned = settings.blend().learned();
    this.intervalMillis = intervalMillis;
    this.prequential = prequential;
    this.wholeWay = wholeWay;
    this.progress = progress;
  }

  void train(List<List<String>> sequences) {
    for (List<String> session : sequences) {
      if (wholeWay) {
        predict(session, recommender::answerAndLearnBlend, onTheWay);
      } else if (learned) {
        each(session, recommender::learnBlend);
      }
      recommender.forgetVisitor(visitorKey());
      each(session, recommender::learn);
      endSession(session);
    }
  }

  void test(List<List<String>> sequences) {
    for (List<String> session : sequences) {
      predict(session, prequential ? recommender::apply : recommender::answer, tested);
      endSession(session);
    }
  }

  private void each(List<String> session, Consumer<ClickEvent> step) {
    for (int i = 0; i < session.size(); i++) {
      step.accept(click(session, i));
    }
  }

  private void predict(
      List<String> session, Function<ClickEvent, Recommended> step, HitRate quality) {
    for (int i = 0; i < session.size(); i++) {
      Recommended answer = step.apply(click(session, i));
      if (i + 1 < session.size()) {
        quality.score(answer.items(), session.get(i + 1));
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

  /** The hit rate of the test sessions. */
  HitRate tested() {
    return tested;
  }

  /** The hit rate of the training sessions, if they were predicted. */
  HitRate onTheWay() {
    return onTheWay;
  }
}
