package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.HashIndex;
import io.rapport.core.state.PackedReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The candidates of one recommendation, one row each: the columns of {@link CandidateColumn} and
 * {@link ContentColumns}, and the contribution of each item of the session (a context). Refilled by
 * {@link CandidateGenerator}; not thread-safe.
 */
public final class Candidates {

  private final HashIndex index;
  private final byte[][] sources; // that hold the identifiers, by row
  private final int[] positions; // of the identifiers in them
  private final int mostContexts;

  // A candidate's columns are adjacent, because they are filled and read together. After them come
  // the contributions of each context to the similarity, then those of its sessions.
  private final float[] values;
  private final int stride;
  private final ContentColumns contentColumns;
  private final List<String> contexts = new ArrayList<>();

  private double count;
  private int followed;
  private double greatestSimilarity;
  private double greatestNear;
  private boolean remembered;

  /**
   * An empty table.
   *
   * @param capacity largest number of candidates
   * @param mostContexts largest number of session items
   */
  Candidates(int capacity, int mostContexts) {
    this.mostContexts = mostContexts;
    this.contentColumns = new ContentColumns(capacity, mostContexts);
    this.index = new HashIndex(capacity);
    this.sources = new byte[capacity][];
    this.positions = new int[capacity];
    this.stride = CandidateColumn.COUNT + 2 * mostContexts;
    this.values = new float[capacity * stride];
  }

  /** The number of candidates. */
  public int size() {
    return index.size();
  }

  /** The hash of a candidate's identifier. */
  public long hash(int row) {
    return index.hash(row);
  }

  /** The row of an item; negative if it is no candidate. */
  public int find(long hash) {
    return index.find(hash);
  }

  /** The identifier of a candidate. */
  public String id(int row) {
    PackedReader in = new PackedReader(sources[row]);
    in.skip(positions[row]);
    int length = in.readVarint();
    return new String(sources[row], in.position(), length, StandardCharsets.UTF_8);
  }

  /**
   * The value of a candidate in a column.
   *
   * @param column of {@link CandidateColumn}
   */
  public float value(int row, int column) {
    return values[row * stride + column];
  }

  /** The columns of texts and orders. */
  public ContentColumns contentColumns() {
    return contentColumns;
  }

  /** The session's items, the visit's item first. */
  public List<String> contexts() {
    return contexts;
  }

  /** The contribution of a context to a candidate's similarity. */
  public double similarityPart(int row, int context) {
    return values[similarityPartAt(row * stride, context)];
  }

  /**
   * The contribution of a context's sessions to a candidate; for a context before the visit's item,
   * relative to its best candidate.
   */
  public double nearPart(int row, int context) {
    return values[nearPartAt(row * stride, context)];
  }

  /** The decayed number of visits of the visit's item. */
  public double count() {
    return count;
  }

  /** The number of sessions that continued after the visit's item. */
  public int followed() {
    return followed;
  }

  /** The greatest {@link CandidateColumn#SIMILARITY}. */
  public double greatestSimilarity() {
    return greatestSimilarity;
  }

  /** The greatest {@link CandidateColumn#NEAR}. */
  public double greatestNear() {
    return greatestNear;
  }

  /** Whether any item was touched before the session or is saved. */
  public boolean remembered() {
    return remembered;
  }

  /** Removes all candidates. */
  void clear() {
    Arrays.fill(sources, 0, size(), null);
    index.clear();
    contentColumns.clear();
    contexts.clear();
    count = 0;
    followed = 0;
    greatestSimilarity = 0;
    greatestNear = 0;
    remembered = false;
  }

  /** Sets the counts of the visit's item itself. */
  void visited(double decayedVisits, int sessionsThatWentOn) {
    count = decayedVisits;
    followed = sessionsThatWentOn;
  }

  /** Marks that some item was touched before the session or is saved. */
  void remember() {
    remembered = true;
  }

  /**
   * The row of an item, added if it has none; negative when there is no room.
   *
   * @param source holds the item's identifier as a block
   * @param position start of the block
   */
  int rowOf(long hash, byte[] source, int position) {
    int before = index.size();
    int row = index.rowOf(hash);
    if (row == before) {
      sources[row] = source;
      positions[row] = position;
      Arrays.fill(values, row * stride, (row + 1) * stride, 0);
    }
    return row;
  }

  /** All values; those of a row begin at {@link #at}. */
  float[] values() {
    return values;
  }

  /** The index of a row's first column among the values. */
  int at(int row) {
    return row * stride;
  }

  /** The index of a context's contribution to the similarity among the values. */
  int similarityPartAt(int at, int context) {
    return at + CandidateColumn.COUNT + context;
  }

  /** The index of a context's contribution by its sessions among the values. */
  int nearPartAt(int at, int context) {
    return at + CandidateColumn.COUNT + mostContexts + context;
  }

  /** Completes the filling. */
  void finish() {
    for (int row = 0; row < size(); row++) {
      greatestSimilarity = Math.max(greatestSimilarity, value(row, CandidateColumn.SIMILARITY));
      greatestNear = Math.max(greatestNear, value(row, CandidateColumn.NEAR));
    }
  }
}
