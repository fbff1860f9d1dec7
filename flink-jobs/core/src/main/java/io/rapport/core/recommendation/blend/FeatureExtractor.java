package io.rapport.core.recommendation.blend;

import io.rapport.core.recommendation.candidate.CandidateColumn;
import io.rapport.core.recommendation.candidate.Candidates;
import io.rapport.core.recommendation.embedding.EmbeddingMatch;
import io.rapport.core.recommendation.embedding.EmbeddingTable;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.stats.FastLog;
import io.rapport.core.stats.Ranks;
import java.util.Arrays;

/**
 * Computes the features of candidates, group by group. Counts and scores enter by their logarithm,
 * so that a model does not depend on a shop's traffic; {@link BlendModel} standardises them by
 * their own mean and deviation. Holds scratch space; not thread-safe.
 */
public final class FeatureExtractor {

  /** Added to a value that may be 0 before its logarithm is taken. */
  private static final double LEAST = 1e-3;

  private final Ranks ranks;
  private final float[] rankValues; // by rank
  private final EmbeddingMatch embedding;

  /**
   * Scratch space for features.
   *
   * @param capacity largest number of candidates
   */
  public FeatureExtractor(int capacity) {
    this.ranks = new Ranks(capacity);
    this.embedding = new EmbeddingMatch(capacity);
    this.rankValues = new float[capacity];
    for (int rank = 0; rank < capacity; rank++) {
      rankValues[rank] = (float) Math.log(1.0 / (1 + rank) + 0.01);
    }
  }

  /**
   * Computes the features of candidates.
   *
   * @param rows of the candidates; the first {@code count} are used
   * @param visit that the candidates belong to
   * @param embeddings the items' embeddings
   * @param into with room for {@code count}
   */
  public void describe(
      Candidates candidates,
      int[] rows,
      int count,
      Visit visit,
      EmbeddingTable embeddings,
      Features into) {
    into.resize(count);
    into.know(candidates.remembered(), candidates.contentColumns().any());
    describeVisit(candidates, count, visit, into);
    describeCoOccurrence(candidates, rows, count, into);
    describeSessions(candidates, rows, count, into);
    describeNext(candidates, rows, count, into);
    describeRevisit(candidates, rows, count, into);
    describeVectors(candidates, rows, count, visit, embeddings, into);
    rank(into.column(Feature.SIMILARITY_RANK), count);
    rank(into.column(Feature.NEIGHBOURS_RANK), count);
    if (into.knows(Feature.TOUCHED)) {
      describeRemembered(candidates, rows, count, into);
    }
    if (into.knows(Feature.TEXT_SIMILARITY)) {
      describeTextsAndOrders(candidates, rows, count, into);
    }
  }

  private static void describeVisit(Candidates all, int count, Visit visit, Features into) {
    Arrays.fill(into.column(Feature.SESSION_LENGTH), 0, count, log(visit.recent().size()));
    Arrays.fill(into.column(Feature.ITEM_VISITS), 0, count, log(all.count()));
  }

  private static void describeCoOccurrence(Candidates all, int[] rows, int count, Features into) {
    float[] similarity = into.column(Feature.SIMILARITY);
    float[] lastSimilarity = into.column(Feature.LAST_SIMILARITY);
    float[] previousSimilarity = into.column(Feature.PREVIOUS_SIMILARITY);
    float[] popularity = into.column(Feature.POPULARITY);
    float[] ranked = into.column(Feature.SIMILARITY_RANK);
    float[] byVisits = into.column(Feature.SIMILARITY_BY_VISITS);
    double visits = all.count() + 1;
    for (int i = 0; i < count; i++) {
      float last = all.value(rows[i], CandidateColumn.LAST);
      float visited = all.value(rows[i], CandidateColumn.POPULARITY);
      similarity[i] = logOf(all.value(rows[i], CandidateColumn.SIMILARITY) + LEAST);
      lastSimilarity[i] = logOf(last + LEAST);
      previousSimilarity[i] = logOf(all.value(rows[i], CandidateColumn.PREVIOUS) + LEAST);
      popularity[i] = log(visited);
      ranked[i] = last;
      byVisits[i] = logOf(last / Math.sqrt(visits * (visited + 1)) + LEAST);
    }
  }

  /** Fills the features of similar sessions that ignore the order of items. */
  private static void describeSessions(Candidates all, int[] rows, int count, Features into) {
    float[] plain = into.column(Feature.PLAIN_NEIGHBOURS);
    float[] neighbours = into.column(Feature.NEIGHBOURS);
    float[] fresh = into.column(Feature.FRESH_NEIGHBOURS);
    float[] ranked = into.column(Feature.NEIGHBOURS_RANK);
    float[] earlier = into.column(Feature.EARLIER_NEIGHBOURS);
    float[] revisited = into.column(Feature.REVISITED_NEIGHBOURS);
    double total = 1e-9;
    for (int i = 0; i < count; i++) {
      total += all.value(rows[i], CandidateColumn.NEAR);
    }
    for (int i = 0; i < count; i++) {
      float share = (float) (all.value(rows[i], CandidateColumn.NEAR) / total);
      plain[i] = log(all.value(rows[i], CandidateColumn.PLAIN));
      neighbours[i] = logOf(share + LEAST);
      fresh[i] = log(all.value(rows[i], CandidateColumn.FRESH));
      ranked[i] = share;
      earlier[i] = all.value(rows[i], CandidateColumn.NEAR_EARLIER);
      revisited[i] = all.value(rows[i], CandidateColumn.TIMES) > 0 ? share : 0;
    }
  }

  /** Fills the features of similar sessions that depend on the order of items. */
  private static void describeNext(Candidates all, int[] rows, int count, Features into) {
    float[] befores = into.column(Feature.BEFORE);
    float[] nexts = into.column(Feature.NEXT);
    float[] afterPrevious = into.column(Feature.NEXT_AFTER_PREVIOUS);
    float[] shareLog = into.column(Feature.NEXT_SHARE_LOG);
    float[] onWay = into.column(Feature.NEXT_ON_WAY);
    float[] afterEarlier = into.column(Feature.NEXT_AFTER_EARLIER);
    float[] share = into.column(Feature.NEXT_SHARE);
    float[] overBefore = into.column(Feature.NEXT_OVER_BEFORE);
    int followed = all.followed();
    for (int i = 0; i < count; i++) {
      float next = all.value(rows[i], CandidateColumn.NEXT);
      float before = all.value(rows[i], CandidateColumn.BEFORE);
      befores[i] = log(before);
      nexts[i] = log(next);
      afterPrevious[i] = log(all.value(rows[i], CandidateColumn.NEXT_AFTER_PREVIOUS));
      shareLog[i] = logOf((next + 0.1) / (followed + 5));
      onWay[i] = log(all.value(rows[i], CandidateColumn.ON_WAY));
      afterEarlier[i] = logOf(all.value(rows[i], CandidateColumn.NEXT_EARLIER) + LEAST);
      share[i] = next / (followed + 1);
      overBefore[i] = next / (next + before + 1);
    }
  }

  private static void describeRevisit(Candidates all, int[] rows, int count, Features into) {
    float[] current = into.column(Feature.CURRENT);
    float[] oneStepAgo = into.column(Feature.ONE_STEP_AGO);
    float[] earlier = into.column(Feature.EARLIER_IN_SESSION);
    float[] timesLog = into.column(Feature.TIMES_IN_SESSION);
    float[] recency = into.column(Feature.RECENCY);
    for (int i = 0; i < count; i++) {
      float times = all.value(rows[i], CandidateColumn.TIMES);
      float ago = all.value(rows[i], CandidateColumn.AGO);
      current[i] = times > 0 && ago == 0 ? 1 : 0;
      oneStepAgo[i] = times > 0 && ago == 1 ? 1 : 0;
      earlier[i] = times > 0 && ago > 0 ? 1 : 0;
      timesLog[i] = log(times);
      recency[i] = times > 0 ? 1 / (1 + ago) : 0;
    }
  }

  private void describeVectors(
      Candidates all,
      int[] rows,
      int count,
      Visit visit,
      EmbeddingTable embeddings,
      Features into) {
    embedding.begin(visit, embeddings);
    for (int i = 0; i < count; i++) {
      embedding.candidate(i, all.hash(rows[i]));
    }
    embedding.compare(
        count, into.column(Feature.EMBEDDING_PRODUCT), into.column(Feature.EMBEDDING_COSINE));
  }

  private static void describeRemembered(Candidates all, int[] rows, int count, Features into) {
    float[] touched = into.column(Feature.TOUCHED);
    float[] age = into.column(Feature.TOUCHED_AGE);
    float[] saved = into.column(Feature.SAVED);
    for (int i = 0; i < count; i++) {
      touched[i] = all.value(rows[i], CandidateColumn.TOUCHED);
      age[i] = all.value(rows[i], CandidateColumn.TOUCHED_AGE);
      saved[i] = all.value(rows[i], CandidateColumn.SAVED);
    }
  }

  private static void describeTextsAndOrders(Candidates all, int[] rows, int count, Features into) {
    float[] last = into.column(Feature.TEXT_SIMILARITY_LAST);
    float[] best = into.column(Feature.TEXT_SIMILARITY);
    float[] bought = into.column(Feature.BOUGHT_TOGETHER);
    for (int i = 0; i < count; i++) {
      last[i] = all.contentColumns().contentLast(rows[i]);
      best[i] = all.contentColumns().content(rows[i]);
      bought[i] = logOf(all.contentColumns().bought(rows[i]) + 1e-2);
    }
  }

  private static float logOf(double positive) {
    return FastLog.of((float) positive);
  }

  private static float log(double count) {
    return FastLog.ofOneMore(count);
  }

  /** Replaces the values of a column by a function of their ranks among the candidates. */
  private void rank(float[] column, int count) {
    ranks.rank(column, count);
    for (int i = 0; i < count; i++) {
      column[i] = rankValues[ranks.of(i)];
    }
  }
}
