package io.rapport.core.recommendation.neighbour;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.settings.SessionSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.IdPool;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.ForwardDecay;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The last sessions that touched one item, with their items inlined: those before the item, known
 * when it is visited, and those after it, as they arrive. The state of session nearest neighbours
 * (VMIS-kNN: Kersbergen, Sprangers, Schelter, Serenade, SIGMOD 2022) without an index: each item
 * answers from its own sessions.
 *
 * <p>One session a visitor, the latest, so that one visitor cannot fill an item's memory. A
 * session's items are numbers into a dictionary of the item, so that a session of four items takes
 * some 25 bytes. Not thread-safe.
 */
public final class SessionMemory {

  private static final int UNKNOWN = -1;

  private final SessionSettings settings;
  private final int stride; // items of one session: those before, nearest first, then those after
  private final IdPool ids;
  private int[] blocks; // position of an item's identifier in the pool, by its number
  private long[] hashes; // of identifiers, by number
  private int known;
  private long[] visitors; // hashes; the oldest session first
  private long[] times; // event time of the visit
  private int[] before; // number of items known before the visit
  private int[] after; // one past the last known place after the visit
  private int[] items; // numbers, stride a session
  private int size;
  private int evictions;

  public SessionMemory(SessionSettings settings) {
    this(settings, new IdPool(), 8, 4);
  }

  private SessionMemory(SessionSettings settings, IdPool ids, int words, int sessions) {
    this.settings = settings;
    this.stride = 2 * settings.reach();
    this.ids = ids;
    this.blocks = new int[words];
    this.hashes = new long[words];
    makeRoom(sessions);
  }

  private void makeRoom(int sessions) {
    visitors = visitors == null ? new long[sessions] : Arrays.copyOf(visitors, sessions);
    times = times == null ? new long[sessions] : Arrays.copyOf(times, sessions);
    before = before == null ? new int[sessions] : Arrays.copyOf(before, sessions);
    after = after == null ? new int[sessions] : Arrays.copyOf(after, sessions);
    items = items == null ? new int[sessions * stride] : Arrays.copyOf(items, sessions * stride);
  }

  /**
   * Adds a visit of the item; replaces the visitor's earlier session with all that followed in it.
   */
  public void learn(Visit visit) {
    if (settings.maxSessions() == 0) {
      return;
    }
    long visitor = Hash64.of(visit.visitorKey());
    int at = find(visitor);
    if (at >= 0) {
      remove(at);
    } else if (size == settings.maxSessions()) {
      remove(0);
      evictions++;
    }
    if (size == visitors.length) {
      makeRoom(Math.min(settings.maxSessions(), 2 * size));
    }
    visitors[size] = visitor;
    times[size] = visit.eventTime();
    before[size] = 0;
    after[size] = 0;
    int now = size++;
    for (int i = 0; i < Math.min(visit.recent().size(), settings.reach()); i++) {
      items[now * stride + i] = number(visit.recent().get(i));
      before[now]++;
    }
  }

  /** Adds an item that followed; ignored if the visitor's session is not remembered. */
  public void learn(PairDelta pair) {
    int place = pair.place() - 1;
    int at = place < 0 || place >= settings.reach() ? -1 : find(pair.visitor());
    if (at < 0) {
      return;
    }
    int from = at * stride + settings.reach();
    for (int i = after[at]; i < place; i++) {
      items[from + i] = UNKNOWN; // still in transit from another key
    }
    items[from + place] = number(pair.neighbourId());
    after[at] = Math.max(after[at], place + 1);
  }

  /** Removes a visitor's session; returns whether there was one. */
  public boolean forget(long visitor) {
    int at = find(visitor);
    if (at >= 0) {
      remove(at);
    }
    return at >= 0;
  }

  private int find(long visitor) {
    // The latest first: most items arrive soon after the visit they follow.
    for (int i = size - 1; i >= 0; i--) {
      if (visitors[i] == visitor) {
        return i;
      }
    }
    return -1;
  }

  private void remove(int at) {
    int left = size - at - 1;
    System.arraycopy(visitors, at + 1, visitors, at, left);
    System.arraycopy(times, at + 1, times, at, left);
    System.arraycopy(before, at + 1, before, at, left);
    System.arraycopy(after, at + 1, after, at, left);
    System.arraycopy(items, (at + 1) * stride, items, at * stride, left * stride);
    size--;
  }

  private int number(String id) {
    long hash = Hash64.of(id);
    int number = numberOf(hash);
    if (number != UNKNOWN) {
      return number;
    }
    if (known == blocks.length) {
      makeRoomForWord();
    }
    blocks[known] = ids.append(id.getBytes(StandardCharsets.UTF_8), blocks, known);
    hashes[known] = hash;
    return known++;
  }

  /** Drops the items that no session holds any more; grows the dictionary if most are held. */
  private void makeRoomForWord() {
    int[] renamed = new int[known];
    int[] kept = inUse(renamed);
    for (int s = 0; s < size; s++) {
      for (int i = s * stride; i < s * stride + before[s]; i++) {
        items[i] = renamed[items[i]];
      }
      int from = s * stride + settings.reach();
      for (int i = from; i < from + after[s]; i++) {
        items[i] = items[i] == UNKNOWN ? UNKNOWN : renamed[items[i]];
      }
    }
    int room = kept.length > known / 2 ? 2 * known : known;
    int[] stay = new int[room];
    long[] stayHashes = new long[room];
    for (int i = 0; i < kept.length; i++) {
      stay[i] = blocks[kept[i]];
      stayHashes[i] = hashes[kept[i]];
    }
    blocks = stay;
    hashes = stayHashes;
    known = kept.length;
  }

  /**
   * The numbers in use, in the order of their first use.
   *
   * @param renamed set to the place in that order, by number
   */
  private int[] inUse(int[] renamed) {
    Arrays.fill(renamed, UNKNOWN);
    int[] used = new int[known];
    int n = 0;
    for (int s = 0; s < size; s++) {
      for (int place = -before[s]; place <= after[s]; place++) {
        int number = at(s, place);
        if (number != UNKNOWN && renamed[number] == UNKNOWN) {
          renamed[number] = n;
          used[n++] = number;
        }
      }
    }
    return Arrays.copyOf(used, n);
  }

  /**
   * The number of a session's item.
   *
   * @param place steps after the visit, negative before it; the visit itself is 0
   */
  private int at(int session, int place) {
    if (place == 0) {
      return UNKNOWN;
    }
    int from = session * stride;
    return items[place < 0 ? from - place - 1 : from + settings.reach() + place - 1];
  }

  /**
   * Compares the remembered sessions with a visitor's session.
   *
   * @param visit of this item; the visitor's own session is left out
   * @param fresh decay of a session's freshness
   * @param match set to the result; shares the memory's arrays and is valid until more is learned
   */
  public void match(Visit visit, ForwardDecay fresh, SessionMatch match) {
    long own = Hash64.of(visit.visitorKey());
    int[] way = way(visit);
    match.begin(hashes, known);
    for (int i = 0; i < way.length; i++) {
      if (way[i] != UNKNOWN) {
        match.steps[way[i]] = i + 1;
      }
    }
    for (int s = 0; s < size; s++) {
      if (visitors[s] != own) {
        double fade = fresh.fade(Math.max(0, visit.eventTime() - times[s]));
        match.begin(
            similarity(s, match.steps, match.counted),
            fade,
            way.length > 0 && before[s] > 0 && at(s, -1) == way[0]);
        for (int place = -before[s]; place <= after[s]; place++) {
          int number = at(s, place);
          if (number != UNKNOWN) {
            match.add(number, place);
          }
        }
      }
    }
  }

  /**
   * The numbers of the visitor's earlier items, nearest first; {@link #UNKNOWN} for an item that no
   * session holds, that is this item, or that also stands nearer.
   */
  private int[] way(Visit visit) {
    int[] way = new int[Math.min(visit.recent().size(), settings.reach())];
    for (int i = 0; i < way.length; i++) {
      String id = visit.recent().get(i);
      boolean counted = id.equals(visit.itemId()) || visit.recent().indexOf(id) < i;
      way[i] = counted ? UNKNOWN : numberOf(Hash64.of(id));
    }
    return way;
  }

  private int numberOf(long hash) {
    for (int i = 0; i < known; i++) {
      if (hashes[i] == hash) {
        return i;
      }
    }
    return UNKNOWN;
  }

  /**
   * The similarity of a session: 1 for this item, plus one over the distance of each earlier item
   * that the sessions share.
   */
  private double similarity(int session, int[] steps, int[] counted) {
    double similarity = 1;
    for (int place = -before[session]; place <= after[session]; place++) {
      int number = at(session, place);
      if (number != UNKNOWN && steps[number] > 0 && counted[number] <= session) {
        counted[number] = session + 1;
        similarity += 1.0 / steps[number];
      }
    }
    return similarity;
  }

  /** Writes the identifier of an item of a match as a block of UTF-8. */
  public void writeId(int number, PackedWriter out) {
    out.writeBlock(ids.bytes(), ids.offset(blocks[number]), ids.length(blocks[number]));
  }

  /** The number of sessions remembered. */
  public int size() {
    return size;
  }

  /** The number of sessions evicted since this object was created or read. */
  public int evictions() {
    return evictions;
  }

  /**
   * The packed form of a memory. A memory read under smaller bounds drops the excess; it refers to
   * the bytes and never writes to them.
   */
  public static PackedFormat<SessionMemory> format(SessionSettings settings) {
    return new PackedFormat<>(
        "An item's memory of sessions",
        1,
        () -> new SessionMemory(settings),
        SessionMemory::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    int[] renamed = new int[known];
    int[] used = inUse(renamed);
    out.writeVarint(used.length);
    for (int number : used) {
      out.writeBlock(ids.bytes(), ids.offset(blocks[number]), ids.length(blocks[number]));
    }
    out.writeVarint(size);
    for (int s = 0; s < size; s++) {
      out.writeLong(visitors[s]);
      out.writeLong(times[s]);
      out.writeVarint(before[s]);
      out.writeVarint(after[s]);
      for (int place = -before[s]; place <= after[s]; place++) {
        if (place != 0) {
          int number = at(s, place);
          out.writeVarint(number == UNKNOWN ? 0 : renamed[number] + 1);
        }
      }
    }
  }

  private static SessionMemory read(PackedReader in, SessionSettings settings) {
    int words = in.readVarint();
    int[] blocks =
        new int[words + 8]; // some spare room, because most memories read are about to grow
    long[] hashes = new long[words + 8];
    for (int i = 0; i < words; i++) {
      blocks[i] = in.position();
      int length = in.readVarint();
      hashes[i] = Hash64.of(in.bytes(), in.position(), length);
      in.skip(length);
    }
    int sessions = in.readVarint();
    int most = settings.maxSessions();
    SessionMemory memory =
        new SessionMemory(settings, new IdPool(in.bytes()), 0, Math.min(most, sessions + 2));
    memory.blocks = blocks;
    memory.hashes = hashes;
    memory.known = words;
    for (int i = 0; i < sessions; i++) {
      memory.readSession(in, i >= sessions - most);
    }
    return memory;
  }

  private void readSession(PackedReader in, boolean keep) {
    long visitor = in.readLong();
    long time = in.readLong();
    int earlier = in.readVarint();
    int later = in.readVarint();
    int from = size * stride;
    for (int place = -earlier; place <= later; place++) {
      if (place != 0) {
        int number = in.readVarint() - 1;
        if (keep && Math.abs(place) <= settings.reach()) {
          items[place < 0 ? from - place - 1 : from + settings.reach() + place - 1] = number;
        }
      }
    }
    if (keep) {
      visitors[size] = visitor;
      times[size] = time;
      before[size] = Math.min(earlier, settings.reach());
      after[size] = Math.min(later, settings.reach());
      size++;
    }
  }
}
