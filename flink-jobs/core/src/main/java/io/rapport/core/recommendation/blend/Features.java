package io.rapport.core.recommendation.blend;

import io.rapport.core.recommendation.candidate.Candidates;
import io.rapport.core.recommendation.embedding.EmbeddingMatch;
import io.rapport.core.recommendation.embedding.EmbeddingTable;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.stats.FastLog;
import io.rapport.core.stats.Ranks;

/**
 * What the learned blend knows of each candidate: columns by row. Counts and scores enter by their
 * logarithm, so that a model has not to be told how busy a shop is; {@link BlendModel} scales them
 * by their own mean and deviation.
 */
public final class Features {

  /** How many features a candidate has. A model of another number is of another program. */
  static final int COUNT = 35;

  /** How many there are when neither texts nor orders say anything: the last are missing. */
  private static final int WITHOUT_TEXTS = 32;

  /** How many there are when, besides, the visitor has touched nothing before and saved nothing. */
  private static final int PLAIN = 29;

  /** The same for all candidates, to tell the units what they rank: how long the way was. */
  static final int WAY = 22;

  /** The same for all candidates: how popular the visit's item is. */
  static final int VISITS = 23;

  private static final int BY_LAST = 17;
  private static final int BY_NEAR = 18;

  private final float[][] columns;
  private final Ranks places;
  private final float[] placeValues; // by place
  private final EmbeddingMatch embedding;
  private int size;
  private int width = COUNT;

  /**
   * @param capacity candidates at most
   */
  public Features(int capacity) {
    this.columns = new float[COUNT][capacity];
    this.places = new Ranks(capacity);
    this.embedding = new EmbeddingMatch(capacity);
    this.placeValues = new float[capacity];
    for (int place = 0; place < capacity; place++) {
      placeValues[place] = (float) Math.log(1.0 / (1 + place) + 0.01);
    }
  }

  public float[] column(int feature) {
    return columns[feature];
  }

  /** How many candidates there are. */
  int size() {
    return size;
  }

  /**
   * How many features are known; of the others every candidate is average: they are passed over.
   */
  public int width() {
    return width;
  }

  public void width(int known) {
    width = known;
  }

  public void resize(int candidates) {
    size = candidates;
  }

  /** Becomes the same as another of the same capacity. */
  public void copy(Features other) {
    size = other.size;
    width = other.width;
    for (int f = 0; f < width; f++) {
      System.arraycopy(other.columns[f], 0, columns[f], 0, size);
    }
  }

  /**
   * Describes candidates.
   *
   * @param rows of the candidates; the first {@code count} are described
   * @param visit whose candidates they are
   * @param embeddings the items' vectors
   */
  public void describe(
      Candidates candidates, int[] rows, int count, Visit visit, EmbeddingTable embeddings) {
    size = count;
    width = width(candidates);
    double totalNear = 1e-9;
    for (int i = 0; i < count; i++) {
      totalNear += candidates.value(rows[i], Candidates.NEAR);
    }
    float way = log(visit.recent().size());
    for (int i = 0; i < count; i++) {
      describe(candidates, rows[i], i, totalNear);
      columns[WAY][i] = way;
      columns[VISITS][i] = log(candidates.count);
    }
    embedding.begin(visit, embeddings);
    for (int i = 0; i < count; i++) {
      embedding.candidate(i, candidates.hash(rows[i]));
    }
    embedding.compare(count, columns[27], columns[28]);
    rank(columns[BY_LAST]);
    rank(columns[BY_NEAR]);
    if (width > PLAIN) {
      for (int i = 0; i < count; i++) {
        columns[29][i] = candidates.value(rows[i], Candidates.TOUCHED);
        columns[30][i] = candidates.value(rows[i], Candidates.TOUCHED_AGE);
        columns[31][i] = candidates.value(rows[i], Candidates.SAVED);
      }
    }
    if (width > WITHOUT_TEXTS) {
      for (int i = 0; i < count; i++) {
        columns[32][i] = candidates.extras.contentLast(rows[i]);
        columns[33][i] = candidates.extras.content(rows[i]);
        columns[34][i] = logOf(candidates.extras.bought(rows[i]) + 1e-2);
      }
    }
  }

  private static int width(Candidates candidates) {
    if (candidates.extras.any()) {
      return COUNT;
    }
    return candidates.remembered ? WITHOUT_TEXTS : PLAIN;
  }

  private void describe(Candidates all, int row, int i, double totalNear) {
    float last = all.value(row, Candidates.LAST);
    float next = all.value(row, Candidates.NEXT);
    float before = all.value(row, Candidates.BEFORE);
    float near = (float) (all.value(row, Candidates.NEAR) / totalNear);
    float times = all.value(row, Candidates.TIMES);
    float ago = all.value(row, Candidates.AGO);
    float popularity = all.value(row, Candidates.POPULARITY);
    columns[0][i] = logOf(all.value(row, Candidates.SIMILARITY) + 1e-3);
    columns[1][i] = logOf(last + 1e-3);
    columns[2][i] = logOf(all.value(row, Candidates.PREVIOUS) + 1e-3);
    columns[3][i] = log(before);
    columns[4][i] = log(next);
    columns[5][i] = log(all.value(row, Candidates.NEXT_AFTER_PREVIOUS));
    columns[6][i] = logOf((next + 0.1) / (all.followed + 5));
    columns[7][i] = log(all.value(row, Candidates.PLAIN));
    columns[8][i] = logOf(near + 1e-3);
    columns[9][i] = log(all.value(row, Candidates.ON_WAY));
    columns[10][i] = log(all.value(row, Candidates.FRESH));
    columns[11][i] = times > 0 && ago == 0 ? 1 : 0;
    columns[12][i] = times > 0 && ago == 1 ? 1 : 0;
    columns[13][i] = times > 0 && ago > 0 ? 1 : 0;
    columns[14][i] = log(times);
    columns[15][i] = times > 0 ? 1 / (1 + ago) : 0;
    columns[16][i] = log(popularity);
    columns[BY_LAST][i] = last;
    columns[BY_NEAR][i] = near;
    columns[19][i] = all.value(row, Candidates.NEAR_EARLIER);
    columns[20][i] = logOf(last / Math.sqrt((all.count + 1) * (popularity + 1)) + 1e-3);
    columns[21][i] = logOf(all.value(row, Candidates.NEXT_EARLIER) + 1e-3);
    columns[24][i] = next / (all.followed + 1);
    columns[25][i] = times > 0 ? near : 0;
    columns[26][i] = next / (next + before + 1);
  }

  private static float logOf(double positive) {
    return FastLog.of((float) positive);
  }

  private static float log(double count) {
    return FastLog.ofOneMore(count);
  }

  /** Replaces the values of a column by what their places among the candidates say. */
  private void rank(float[] column) {
    places.rank(column, size);
    for (int i = 0; i < size; i++) {
      column[i] = placeValues[places.of(i)];
    }
  }
}
