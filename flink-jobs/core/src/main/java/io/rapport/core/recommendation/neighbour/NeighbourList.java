package io.rapport.core.recommendation.neighbour;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.settings.CountingSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.IdPool;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The neighbours of one item by decayed, distance-weighted co-occurrence, highest score first, at
 * most {@code maxNeighbours}; a further neighbour evicts the lowest (SpaceSaving without its
 * inherited count: Metwally, Agrawal, El Abbadi, ICDT 2005). Parallel arrays sorted by score: a
 * reply is a prefix and the last is evicted. Not thread-safe.
 *
 * <p>A neighbour's popularity is as fresh as the last time it followed the item. A neighbour that
 * only ever preceded the item is taken to be as popular as the item itself (the difference to exact
 * counts is within noise).
 */
public final class NeighbourList {

  private static final double ROUNDING = 1e-5; // of a weight that would be 0, in pairs

  private final CountingSettings settings;
  private final IdPool ids;
  private int size;
  private long[] hashes;
  private int[] blocks; // position of the identifier in the pool
  private float[] weights; // forward-decayed
  private float[]
      dampings; // the neighbour's count to the power of neighbourDamping, forward-decayed
  private long landmark = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;
  private long published = Long.MIN_VALUE;
  private boolean changed; // since then
  private double visits; // of the item, decayed to the last one
  private long visited = Long.MIN_VALUE;
  private int evictions;

  public NeighbourList(CountingSettings settings) {
    this(settings, new IdPool(), 8);
  }

  private NeighbourList(CountingSettings settings, IdPool ids, int capacity) {
    this.settings = settings;
    this.ids = ids;
    this.hashes = new long[capacity];
    this.blocks = new int[capacity];
    this.weights = new float[capacity];
    this.dampings = new float[capacity];
  }

  /** Learns that another item followed this one, or retracts that. */
  public void learn(PairDelta pair) {
    changed = true;
    if (pair.weight() < 0) {
      subtract(pair.neighbourId(), -pair.weight(), pair.time());
      return;
    }
    add(pair.neighbourId(), pair.weight(), pair.neighbourCount(), true, pair.time());
  }

  /** Learns the items that preceded this one in the visitor's session. */
  public void learn(Visit visit) {
    newest = Math.max(newest, visit.eventTime());
    changed = true;
    if (visit.eventTime() >= visited) {
      visited = visit.eventTime();
      visits = visit.count();
    }
    if (settings.backward() == 0) {
      return;
    }
    for (int steps = 1; steps <= visit.recent().size(); steps++) {
      String before = visit.recent().get(steps - 1);
      add(before, settings.backward() / steps, visit.count(), false, visit.eventTime());
    }
  }

  /**
   * Retracts a visit learned by {@link #learn(Visit)}. A neighbour keeps its last damping, and an
   * evicted neighbour does not come back.
   */
  public void retract(Visit visit) {
    for (int steps = 1; steps <= visit.recent().size() && settings.backward() > 0; steps++) {
      subtract(visit.recent().get(steps - 1), settings.backward() / steps, visit.eventTime());
    }
  }

  private void subtract(String id, double weight, long time) {
    int at = find(Hash64.of(id));
    if (at < 0) {
      return; // Evicted, or decayed.
    }
    float part = (float) (weight * settings.decay().weight(time, landmark));
    weights[at] -= part;
    if (weights[at] > ROUNDING * settings.decay().weight(newest, landmark)) {
      restoreOrder(at);
      return;
    }
    for (int i = at; i < size - 1; i++) {
      swap(i, i + 1);
    }
    size--;
  }

  private void add(String id, double weight, double count, boolean counted, long time) {
    moveLandmark(time);
    newest = Math.max(newest, time);
    double scale = settings.decay().weight(time, landmark);
    float damping = (float) Math.pow(Math.max(count, 1e-9) * scale, settings.neighbourDamping());
    long hash = Hash64.of(id);
    int at = find(hash);
    if (at < 0) {
      at = insert(hash, id.getBytes(StandardCharsets.UTF_8));
      weights[at] = (float) (weight * scale);
      dampings[at] = normal(damping);
    } else {
      weights[at] += (float) (weight * scale);
      dampings[at] = counted ? normal(damping) : dampings[at];
    }
    restoreOrder(at);
  }

  private int find(long hash) {
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        return i;
      }
    }
    return -1;
  }

  private int insert(long hash, byte[] utf8) {
    int at = size;
    if (size == settings.maxNeighbours()) {
      at = size - 1;
      evictions++;
    } else {
      grow();
      size++;
    }
    hashes[at] = hash;
    blocks[at] = ids.append(utf8, blocks, at);
    return at;
  }

  private void grow() {
    if (size == hashes.length) {
      int capacity = Math.min(settings.maxNeighbours(), 2 * size);
      hashes = Arrays.copyOf(hashes, capacity);
      blocks = Arrays.copyOf(blocks, capacity);
      weights = Arrays.copyOf(weights, capacity);
      dampings = Arrays.copyOf(dampings, capacity);
    }
  }

  private void restoreOrder(int changed) {
    int at = changed;
    while (at > 0 && before(at, at - 1)) {
      swap(at, --at);
    }
    while (at < size - 1 && before(at + 1, at)) {
      swap(at, ++at);
    }
  }

  /** Whether entry i ranks before entry j; equal scores are ordered by hash. */
  private boolean before(int i, int j) {
    float difference = weights[i] * dampings[j] - weights[j] * dampings[i];
    return difference > 0 || (difference == 0 && hashes[i] < hashes[j]);
  }

  private void swap(int i, int j) {
    long hash = hashes[i];
    hashes[i] = hashes[j];
    hashes[j] = hash;
    int block = blocks[i];
    blocks[i] = blocks[j];
    blocks[j] = block;
    float weight = weights[i];
    weights[i] = weights[j];
    weights[j] = weight;
    float damping = dampings[i];
    dampings[i] = dampings[j];
    dampings[j] = damping;
  }

  private void moveLandmark(long time) {
    if (landmark == Long.MIN_VALUE) {
      landmark = time;
    } else if (settings.decay().outgrown(time, landmark)) {
      double fade = settings.decay().fade(time - landmark);
      double dampingFade = Math.pow(fade, settings.neighbourDamping());
      landmark = time;
      for (int i = 0; i < size; i++) {
        weights[i] = (float) (weights[i] * fade); // a float factor alone could underflow
        dampings[i] = normal((float) (dampings[i] * dampingFade));
      }
      dropFaded();
    }
  }

  /** Drops entries decayed below the least weight as of the landmark; the order stays. */
  private void dropFaded() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (weights[i] > 0 && weights[i] >= settings.minWeight()) {
        if (kept != i) {
          swap(kept, i);
        }
        kept++;
      }
    }
    evictions += size - kept;
    size = kept;
  }

  private static float normal(float damping) {
    return Math.max(damping, Float.MIN_NORMAL);
  }

  /** The places of the best neighbours as of {@code time}, highest score first. */
  public int[] strongEnough(long time) {
    int[] chosen = new int[Math.min(size, settings.replySize())];
    int n = 0;
    double least = settings.minWeight() / scale(time);
    for (int i = 0; i < size && n < chosen.length; i++) {
      if (weights[i] >= least) {
        chosen[n++] = i;
      }
    }
    return Arrays.copyOf(chosen, n);
  }

  /**
   * The best neighbours as of {@code time}, for publication.
   *
   * @param count the item's own decayed number of visits as of {@code time}
   */
  public List<Neighbour> neighbours(double count, long time) {
    List<Neighbour> list = new ArrayList<>();
    double scale = scale(time);
    double factor = scoreFactor(count, time);
    for (int i : strongEnough(time)) {
      list.add(new Neighbour(ids.id(blocks[i]), weights[i] * scale, score(i, factor)));
    }
    return list;
  }

  /** The hash of the neighbour at a place. */
  public long hash(int place) {
    return hashes[place];
  }

  /** Writes the identifier of the neighbour at a place as a block of UTF-8. */
  public void writeId(int place, PackedWriter out) {
    out.writeBlock(ids.bytes(), ids.offset(blocks[place]), ids.length(blocks[place]));
  }

  /**
   * The decayed number of visits of the neighbour at a place, as far as this list knows it.
   *
   * @param scale of {@link #scale} for the time asked for
   */
  public double popularity(int place, double scale) {
    double exponent = settings.neighbourDamping();
    return exponent == 0 ? 0 : Math.pow(dampings[place], 1 / exponent) * scale;
  }

  /**
   * The factor that all scores as of a time share; see {@link #score}.
   *
   * @param count the item's own decayed number of visits as of then
   */
  public double scoreFactor(double count, long time) {
    double scale = scale(time);
    double own = Math.pow(Math.max(count, 1e-9), settings.ownDamping());
    return scale / (own * Math.pow(scale, settings.neighbourDamping()));
  }

  /** The score of the neighbour at a place; see {@link CountingSettings}. */
  public double score(int place, double factor) {
    return factor * weights[place] / dampings[place];
  }

  /** The factor between weights relative to the landmark and weights as of a time. */
  public double scale(long time) {
    return landmark == Long.MIN_VALUE ? 1 : 1 / settings.decay().weight(time, landmark);
  }

  /**
   * Whether the neighbours may be published at {@code time}: at most once in the publish interval,
   * always when that is 0. If so, they count as published.
   */
  public boolean publish(long time) {
    long interval = settings.publishIntervalMillis();
    if (interval > 0 && published != Long.MIN_VALUE && time - published < interval) {
      return false;
    }
    published = Math.max(published, time);
    changed = false;
    return true;
  }

  /** Whether the list has changed since it was published. */
  public boolean isChanged() {
    return changed;
  }

  /** Marks the list as published, and returns the neighbourhood as of the newest event. */
  public Neighbourhood publish(String site, String itemId) {
    published = Math.max(published, newest);
    changed = false;
    double count = visits == 0 ? 0 : visits * settings.decay().fade(newest - visited);
    return new Neighbourhood(site, itemId, newest, count, neighbours(count, newest));
  }

  /** The event time of the newest visit or pair. */
  public long newest() {
    return newest;
  }

  /** The expiry time of the list, unless an event comes before. */
  public long expiry() {
    return newest + settings.expiryMillis();
  }

  /** The number of neighbours. */
  public int size() {
    return size;
  }

  /** The number of neighbours evicted or decayed since the list was created or read. */
  public int evictions() {
    return evictions;
  }

  /**
   * The packed form of a list. A list read under smaller bounds drops the excess; it refers to the
   * bytes and never writes to them.
   */
  public static PackedFormat<NeighbourList> format(CountingSettings settings) {
    return new PackedFormat<>(
        "An item's list of neighbours",
        1,
        () -> new NeighbourList(settings),
        NeighbourList::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(landmark);
    out.writeLong(newest);
    out.writeLong(published);
    out.writeByte(changed ? 1 : 0);
    out.writeDouble(visits);
    out.writeLong(visited);
    out.writeVarint(size);
    for (int i = 0; i < size; i++) {
      out.writeFloat(weights[i]);
      out.writeFloat(dampings[i]);
      out.writeBlock(ids.bytes(), ids.offset(blocks[i]), ids.length(blocks[i]));
    }
  }

  private static NeighbourList read(PackedReader in, CountingSettings settings) {
    long landmark = in.readLong();
    long newest = in.readLong();
    long published = in.readLong();
    boolean changed = in.readByte() == 1;
    double visits = in.readDouble();
    long visited = in.readLong();
    int size = Math.min(in.readVarint(), settings.maxNeighbours());
    // Some spare room, because most lists read are about to grow.
    int capacity = Math.min(settings.maxNeighbours(), size + 8);
    NeighbourList list = new NeighbourList(settings, new IdPool(in.bytes()), capacity);
    list.landmark = landmark;
    list.newest = newest;
    list.published = published;
    list.changed = changed;
    list.visits = visits;
    list.visited = visited;
    list.size = size;
    for (int i = 0; i < size; i++) {
      list.weights[i] = in.readFloat();
      list.dampings[i] = in.readFloat();
      list.blocks[i] = in.position();
      int length = in.readVarint();
      list.hashes[i] = Hash64.of(in.bytes(), in.position(), length);
      in.skip(length);
    }
    return list;
  }
}
