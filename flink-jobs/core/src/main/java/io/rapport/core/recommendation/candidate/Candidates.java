package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.HashIndex;
import io.rapport.core.state.PackedReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The candidates of one recommendation with what the replies of the session's items say of them, a
 * row each: the columns of {@link CandidateColumn}, those of {@link ContentColumns}, and what each
 * item of the session adds. Filled anew by {@link CandidateGenerator}; not thread-safe.
 */
public final class Candidates {

  private final HashIndex index;
  private final byte[][] sources; // that hold the identifiers, by row
  private final int[] positions; // of the identifiers in them
  private final int mostContexts;

  // A candidate's columns side by side, because they are filled and read together; after them what
  // each context adds to the similarity, and what its sessions add.
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
   * @param capacity candidates at most
   * @param mostContexts items of the session at most
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

  /** The row of an item, or a negative number. */
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
   * One of a candidate's columns.
   *
   * @param column of {@link CandidateColumn}
   */
  public float value(int row, int column) {
    return values[row * stride + column];
  }

  /** What texts and orders say. */
  public ContentColumns contentColumns() {
    return contentColumns;
  }

  /** The session's items that contributed, the visit's first. */
  public List<String> contexts() {
    return contexts;
  }

  /** What a context adds to a candidate's similarity. */
  public double similarityPart(int row, int context) {
    return values[similarityPartAt(row * stride, context)];
  }

  /** What a context's sessions add to a candidate, relative to their best. */
  public double nearPart(int row, int context) {
    return values[nearPartAt(row * stride, context)];
  }

  /** The decayed number of visits of the visit's item. */
  public double count() {
    return count;
  }

  /** The number of sessions that went on from the visit's item. */
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

  /** Whether anything was touched before the session, or is saved. */
  public boolean remembered() {
    return remembered;
  }

  /** Forgets the candidates. */
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

  /** Sets what is known of the visit's item itself. */
  void visited(double decayedVisits, int sessionsThatWentOn) {
    count = decayedVisits;
    followed = sessionsThatWentOn;
  }

  /** Says that something was touched before the session, or is saved. */
  void remember() {
    remembered = true;
  }

  /**
   * The row of an item, a new one if need be; negative when there is no room.
   *
   * @param source holds the item's identifier
   * @param position where it begins with its length
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

  /** All values; a candidate's begin at {@link #at}. */
  float[] values() {
    return values;
  }

  /** Where the columns of a row begin among the values. */
  int at(int row) {
    return row * stride;
  }

  /** Where what a context adds to the similarity stands among the values. */
  int similarityPartAt(int at, int context) {
    return at + CandidateColumn.COUNT + context;
  }

  /** Where what a context's sessions add stands among the values. */
  int nearPartAt(int at, int context) {
    return at + CandidateColumn.COUNT + mostContexts + context;
  }

  /** Ends the filling. */
  void finish() {
    for (int row = 0; row < size(); row++) {
      greatestSimilarity = Math.max(greatestSimilarity, value(row, CandidateColumn.SIMILARITY));
      greatestNear = Math.max(greatestNear, value(row, CandidateColumn.NEAR));
    }
  }
}
