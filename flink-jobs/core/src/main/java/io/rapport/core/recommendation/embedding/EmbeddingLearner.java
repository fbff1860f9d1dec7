package io.rapport.core.recommendation.embedding;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.settings.EmbeddingSettings;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.QuantisedVector;
import io.rapport.core.stats.Softmax;
import it.unimi.dsi.fastutil.ints.IntIterator;
import it.unimi.dsi.fastutil.longs.Long2IntLinkedOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Embeds a site's items: the dot product of the session's mean embedding with the next item visited
 * is to exceed that with other items. So items reached by similar ways are near one another,
 * whether or not any visitor went from one to the other, which counts cannot tell (item2vec:
 * Barkan, Koenigstein, MLSP 2016; the session's mean as the context, with a sampled softmax:
 * Covington, Adams, Sargin, RecSys 2016). A visit is one step of AdaGrad, with one rate an item and
 * role; past gradients decay slowly, so that learning never stops. An item has one embedding for
 * both roles.
 *
 * <p>Negative samples are the items of random recent visits, so that an item is sampled in
 * proportion to its visits. Bounded: the item visited longest ago is evicted. The same examples
 * give the same embeddings. Not thread-safe.
 */
public final class EmbeddingLearner {

  /** The weight of an item in the session's mean relative to that of the item after it. */
  static final float STEP_DECAY = 0.5f;

  private static final int RECENT = 1 << 14; // visits to draw negative samples from
  private static final float FIRST =
      0.02f; // deviation of an initial embedding: short, because it carries no information yet
  private static final float KEPT_SQUARES = 0.999f;
  private static final float LEAST_ROOT = 1e-3f;
  private static final float FAR = 0.1f; // an embedding that has moved this far is published
  private static final long NEVER = Long.MIN_VALUE;
  private static final int NOWHERE = -1;

  /**
   * Column of an item's row: the sum of its squared gradients as the visited item or a negative
   * sample.
   */
  private static final int SQUARES_AFTER = 0;

  /** Column of an item's row: the sum of its squared gradients as part of a session. */
  private static final int SQUARES_BEFORE = 1;

  /**
   * Column of an item's row: an upper bound of its movement since its publication; negative while
   * it waits for publication.
   */
  private static final int MOVED = 2;

  private static final int VECTOR = 4;

  private final EmbeddingSettings settings;
  private final int dimensions;
  private final int stride; // of a row
  // By the item's place. An evicted item's place goes to the next new item.
  private long[] hashes = {};
  // Adjacent, because all of an item is read at once: SQUARES_AFTER, SQUARES_BEFORE, MOVED, and its
  // embedding.
  private float[] rows = {};
  // Least recently visited first. Primitives: in a linked list of objects each visit changes
  // several of them all over the heap, and the garbage collector scans every place that was
  // changed.
  private final Long2IntLinkedOpenHashMap places = new Long2IntLinkedOpenHashMap();
  private final ArrayDeque<Integer> due = new ArrayDeque<>(); // places to publish
  private final LongArrayList forgotten = new LongArrayList(); // hashes to publish
  private final int[] recent = new int[RECENT]; // places of the last visits, a ring
  private long learned;
  private long evictions;
  private long published = NEVER;

  // Scratch space.
  private final float[] mean;
  private final float[] gradient; // of the mean
  private final int[] compared; // places; the visited item's is the first
  private final float[] slopes;
  private final int[] before = new int[EmbeddingSettings.CONTEXT];
  private final float[] weights = new float[EmbeddingSettings.CONTEXT];

  public EmbeddingLearner(EmbeddingSettings settings) {
    this.settings = settings;
    this.dimensions = settings.dimensions();
    this.stride = VECTOR + dimensions;
    this.mean = new float[dimensions];
    this.gradient = new float[dimensions];
    this.compared = new int[1 + settings.negatives()];
    this.slopes = new float[1 + settings.negatives()];
    places.defaultReturnValue(NOWHERE);
  }

  /**
   * Learns from a visit.
   *
   * @return the publication that is due now, or null; see {@link #due}
   */
  public EmbeddingPublication learn(EmbeddingExample example) {
    int n = example.items().length - 1;
    for (int i = 0; i < n; i++) {
      before[i] = place(example.items()[i + 1]);
    }
    int visited = place(example.items()[0]);
    if (n > 0 && learned > 0) {
      int sampled = sample(visited);
      average(n);
      descend(sampled);
      descendBefore(n);
    }
    recent[(int) (learned % RECENT)] = visited;
    learned++;
    boolean passed =
        published == NEVER
            // An absolute distance, so that one event with a far-off time cannot block publication
            // for long.
            || Math.abs(example.time() - published) >= settings.publishIntervalMillis()
            || forgotten.size() >= settings.publishSize();
    return passed && hasUnpublished() ? publish(example.site(), example.time()) : null;
  }

  /**
   * The publication due when time has passed without a further example.
   *
   * @return null when it is too early, or nothing has moved
   */
  public EmbeddingPublication passed(String site, long time) {
    return time >= due() ? publish(site, time) : null;
  }

  /** The time at which {@link #passed} has a publication, or {@link Long#MAX_VALUE}. */
  public long due() {
    return published == NEVER || !hasUnpublished()
        ? Long.MAX_VALUE
        : published + settings.publishIntervalMillis();
  }

  private boolean hasUnpublished() {
    return !due.isEmpty() || !forgotten.isEmpty();
  }

  /** The place of an item, which becomes the most recently visited. */
  private int place(long hash) {
    int known = places.getAndMoveToLast(hash);
    if (known != NOWHERE) {
      return known;
    }
    int place = places.size();
    if (place == settings.maxItems()) {
      forgotten.add(places.firstLongKey());
      place = places.removeFirstInt();
      evictions++;
    } else if (place == hashes.length) {
      makeRoom(Math.min(settings.maxItems(), Math.max(64, 2 * place)));
    }
    places.put(hash, place);
    hashes[place] = hash;
    SplittableRandom random = new SplittableRandom(hash ^ settings.seed());
    int row = place * stride;
    for (int d = 0; d < dimensions; d++) {
      rows[row + VECTOR + d] = (float) (FIRST * random.nextGaussian());
    }
    rows[row + SQUARES_AFTER] = 0;
    rows[row + SQUARES_BEFORE] = 0;
    rows[row + MOVED] = Math.max(0, rows[row + MOVED]);
    return place;
  }

  private void makeRoom(int items) {
    hashes = Arrays.copyOf(hashes, items);
    rows = Arrays.copyOf(rows, items * stride);
  }

  /** Draws the negative samples; returns their number plus one for the visited item. */
  private int sample(int visited) {
    SplittableRandom random = new SplittableRandom(settings.seed() + learned);
    int visits = (int) Math.min(learned, RECENT);
    compared[0] = visited;
    int n = 1;
    for (int i = 0; i < settings.negatives(); i++) {
      int other = recent[random.nextInt(visits)];
      if (other != visited) {
        compared[n++] = other;
      }
    }
    return n;
  }

  /** Computes the weighted mean of the session's embeddings. */
  private void average(int n) {
    float sum = 0;
    float weight = 1;
    for (int i = 0; i < n; i++) {
      weights[i] = weight;
      sum += weight;
      weight *= STEP_DECAY;
    }
    Arrays.fill(mean, 0);
    for (int i = 0; i < n; i++) {
      weights[i] /= sum;
      add(weights[i], vector(before[i]), mean);
    }
  }

  /** The index at which the embedding of a place begins. */
  private int vector(int place) {
    return place * stride + VECTOR;
  }

  private void add(float factor, int from, float[] to) {
    for (int d = 0; d < dimensions; d++) {
      to[d] += factor * rows[from + d];
    }
  }

  /**
   * Takes a gradient step on the visited item and the negative samples; sets the gradient of the
   * mean.
   */
  private void descend(int n) {
    for (int i = 0; i < n; i++) {
      slopes[i] = product(vector(compared[i]));
    }
    float sum = Softmax.exponentiate(slopes, n);
    float square = square(mean);
    float length = (float) Math.sqrt(square);
    Arrays.fill(gradient, 0);
    for (int i = 0; i < n; i++) {
      float slope = slopes[i] / sum - (i == 0 ? 1 : 0);
      int place = compared[i];
      int from = vector(place);
      add(slope, from, gradient);
      float step = step(place, SQUARES_AFTER, slope * slope * square) * slope;
      for (int d = 0; d < dimensions; d++) {
        rows[from + d] -= step * mean[d];
      }
      move(place, Math.abs(step) * length);
    }
  }

  private void descendBefore(int n) {
    float square = square(gradient);
    float length = (float) Math.sqrt(square);
    for (int i = 0; i < n; i++) {
      int place = before[i];
      int from = vector(place);
      float step = step(place, SQUARES_BEFORE, weights[i] * weights[i] * square) * weights[i];
      for (int d = 0; d < dimensions; d++) {
        rows[from + d] -= step * gradient[d];
      }
      move(place, step * length);
    }
  }

  /** Adds a squared gradient; returns the rate of the step. */
  private float step(int place, int squares, float square) {
    int at = place * stride + squares;
    rows[at] = rows[at] * KEPT_SQUARES + square / dimensions;
    return (float) settings.rate() / ((float) Math.sqrt(rows[at]) + LEAST_ROOT);
  }

  private void move(int place, float distance) {
    int at = place * stride + MOVED;
    if (rows[at] < 0) {
      return; // It waits already.
    }
    rows[at] += distance;
    if (rows[at] >= FAR) {
      rows[at] = -1;
      due.add(place);
    }
  }

  /**
   * The dot product of the mean with an embedding, by four sums: additions to one sum wait for each
   * other.
   */
  private float product(int from) {
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int d = 0;
    for (; d + 3 < dimensions; d += 4) {
      first += mean[d] * rows[from + d];
      second += mean[d + 1] * rows[from + d + 1];
      third += mean[d + 2] * rows[from + d + 2];
      fourth += mean[d + 3] * rows[from + d + 3];
    }
    float sum = first + second + (third + fourth);
    for (; d < dimensions; d++) {
      sum += mean[d] * rows[from + d];
    }
    return sum;
  }

  private float square(float[] vector) {
    float sum = 0;
    for (int d = 0; d < dimensions; d++) {
      sum += vector[d] * vector[d];
    }
    return sum;
  }

  private EmbeddingPublication publish(String site, long time) {
    published = time;
    int n = Math.min(due.size(), settings.publishSize());
    PackedWriter out =
        new PackedWriter(16 + 8 * forgotten.size() + n * (8 + QuantisedVector.width(dimensions)));
    out.writeByte(EmbeddingPublication.FORMAT);
    out.writeVarint(dimensions);
    out.writeLongs(forgotten.toLongArray());
    forgotten.clear();
    for (int i = 0; i < n; i++) {
      int place = due.remove();
      rows[place * stride + MOVED] = 0;
      out.writeLong(hashes[place]);
      QuantisedVector.write(rows, vector(place), dimensions, out);
    }
    return new EmbeddingPublication(site, time, out.toBytes());
  }

  /** The number of items that have an embedding. */
  public int size() {
    return places.size();
  }

  /** The number of items evicted since this object was created or read. */
  public long evictions() {
    return evictions;
  }

  /** The number of embeddings that wait for publication. */
  public int waiting() {
    return due.size();
  }

  /** The embedding of an item; null if it has none. */
  float[] vector(String itemId) {
    int place = places.get(Hash64.of(itemId));
    return place == NOWHERE
        ? null
        : Arrays.copyOfRange(rows, vector(place), vector(place) + dimensions);
  }

  /** The approximate packed size in bytes of a learner of so many items. */
  public static long bytes(long items, int dimensions) {
    return 256 + items * (26 + 4 * dimensions) + 3 * RECENT;
  }

  /**
   * The packed form of a learner. A learner read under other dimensions, or with more items than
   * the settings allow, starts afresh.
   */
  public static PackedFormat<EmbeddingLearner> format(EmbeddingSettings settings) {
    return new PackedFormat<>(
        "A site's embedding learner",
        1,
        () -> new EmbeddingLearner(settings),
        EmbeddingLearner::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    int size = places.size();
    out.writeVarint(dimensions);
    out.writeLong(learned);
    out.writeLong(published);
    out.writeVarint(size);
    for (int place = 0; place < size; place++) {
      out.writeLong(hashes[place]);
      int row = place * stride;
      out.writeFloat(rows[row + SQUARES_AFTER]);
      out.writeFloat(rows[row + SQUARES_BEFORE]);
      out.writeFloat(rows[row + MOVED]);
      for (int d = 0; d < dimensions; d++) {
        out.writeFloat(rows[row + VECTOR + d]);
      }
    }
    for (IntIterator all = places.values().iterator(); all.hasNext(); ) {
      out.writeVarint(all.nextInt());
    }
    out.writeVarint(due.size());
    due.forEach(out::writeVarint);
    out.writeLongs(forgotten.toLongArray());
    for (int i = 0; i < Math.min(learned, RECENT); i++) {
      out.writeVarint(recent[i]);
    }
  }

  private static EmbeddingLearner read(PackedReader in, EmbeddingSettings settings) {
    EmbeddingLearner learner = new EmbeddingLearner(settings);
    int dimensions = in.readVarint();
    long learned = in.readLong();
    long published = in.readLong();
    int size = in.readVarint();
    if (dimensions != settings.dimensions() || size > settings.maxItems()) {
      return learner;
    }
    learner.learned = learned;
    learner.published = published;
    learner.makeRoom(size);
    for (int place = 0; place < size; place++) {
      learner.hashes[place] = in.readLong();
      int row = place * learner.stride;
      learner.rows[row + SQUARES_AFTER] = in.readFloat();
      learner.rows[row + SQUARES_BEFORE] = in.readFloat();
      learner.rows[row + MOVED] = in.readFloat();
      for (int d = 0; d < dimensions; d++) {
        learner.rows[row + VECTOR + d] = in.readFloat();
      }
    }
    for (int i = 0; i < size; i++) {
      int place = in.readVarint();
      learner.places.put(learner.hashes[place], place);
    }
    int due = in.readVarint();
    for (int i = 0; i < due; i++) {
      learner.due.add(in.readVarint());
    }
    for (long hash : in.readLongs()) {
      learner.forgotten.add(hash);
    }
    for (int i = 0; i < Math.min(learned, RECENT); i++) {
      learner.recent[i] = in.readVarint();
    }
    return learner;
  }
}
