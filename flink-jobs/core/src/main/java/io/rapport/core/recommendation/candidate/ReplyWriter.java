package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.HashIndex;
import io.rapport.core.recommendation.neighbour.NeighbourList;
import io.rapport.core.recommendation.neighbour.SessionMatch;
import io.rapport.core.recommendation.neighbour.SessionMemory;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SessionSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.core.stats.TopK;
import java.util.Arrays;

/**
 * Packs the reply of an item to a visit, for {@link ReplyReader}: the best neighbours by
 * co-occurrence and the best candidates by session neighbours, each with the values of both
 * sources; then, if there are any, the items with similar texts and the items bought together.
 * Holds only scratch space between calls; not thread-safe.
 */
public final class ReplyWriter {

  private final SessionSettings sessions;
  private final ForwardDecay fresh;
  private final boolean coOccurrence;
  private final boolean sessionNeighbours;
  private final boolean content;
  private final boolean bought;
  private final HashIndex places; // of the neighbours, by hash
  private final SessionMatch match = new SessionMatch();
  private long[] order = {}; // scratch
  private int[] numbers = {}; // of the neighbours, or -1
  private final PackedWriter out = new PackedWriter(4096);

  public ReplyWriter(RecommendationSettings settings) {
    this.sessions = settings.sessions();
    this.fresh = settings.trending().decay();
    this.coOccurrence = settings.uses(CandidateSource.CO_OCCURRENCE);
    this.sessionNeighbours = settings.uses(CandidateSource.SESSION_NEIGHBOURS);
    this.content = settings.uses(CandidateSource.CONTENT);
    this.bought = settings.uses(CandidateSource.BOUGHT_TOGETHER);
    this.places = new HashIndex(settings.counting().replySize());
  }

  /**
   * The reply to a visit.
   *
   * @param visit counted, not yet learned
   */
  public byte[] reply(Visit visit, ItemMemory item) {
    NeighbourList list = item.list();
    SessionMemory memory = item.sessions();
    int[] best = coOccurrence ? list.strongEnough(visit.eventTime()) : new int[0];
    out.clear();
    out.writeFloat((float) visit.count());
    double factor = list.scoreFactor(visit.count(), visit.eventTime());
    double scale = list.scale(visit.eventTime());
    if (sessionNeighbours) {
      memory.match(visit, fresh, match);
      int[] near = nearest();
      findNumbers(list, best);
      out.writeVarint(match.followed() + 1);
      out.writeVarint(best.length + only(near));
      for (int i = 0; i < best.length; i++) {
        write(list, best[i], factor, scale);
        writeSums(numbers[i]);
      }
      for (int number : near) {
        if (places.find(match.hash(number)) < 0) {
          memory.writeId(number, out);
          out.writeFloat(0);
          out.writeShortFloat(0);
          writeSums(number);
        }
      }
    } else {
      out.writeVarint(0);
      out.writeVarint(best.length);
      for (int place : best) {
        write(list, place, factor, scale);
      }
    }
    writeTextsAndOrders(item);
    return out.toBytes();
  }

  private void writeTextsAndOrders(ItemMemory item) {
    boolean reads = content && item.content().size() > 0;
    boolean sells = bought && item.bought().replies();
    if (!reads && !sells) {
      return;
    }
    if (reads) {
      item.content().reply(out);
    } else {
      out.writeVarint(0);
    }
    if (sells) {
      item.bought().reply(out);
    }
  }

  /**
   * Finds the numbers of the neighbours in the session match. The index is over the list, because
   * it is the shorter of the two.
   */
  private void findNumbers(NeighbourList list, int[] best) {
    places.clear();
    for (int place : best) {
      places.rowOf(list.hash(place));
    }
    if (numbers.length < best.length) {
      numbers = new int[best.length];
    }
    Arrays.fill(numbers, -1);
    for (int number = 0; number < match.numbers(); number++) {
      int row = places.find(match.hash(number));
      if (row >= 0) {
        numbers[row] = number;
      }
    }
  }

  /** The number of {@code near} that are not in the list. */
  private int only(int[] near) {
    int only = 0;
    for (int number : near) {
      only += places.find(match.hash(number)) < 0 ? 1 : 0;
    }
    return only;
  }

  /** The numbers with the greatest sums, greatest first; equal ones by number. */
  private int[] nearest() {
    if (order.length < match.numbers()) {
      order = new long[2 * match.numbers()];
    }
    int n = 0;
    for (int number = 0; number < match.numbers(); number++) {
      float sum = match.sum(SessionMatch.NEAR, number);
      if (sum > 0) {
        // The bits of positive floats have the order of the floats.
        order[n++] = ((long) Float.floatToIntBits(sum) << 32) | (Integer.MAX_VALUE - number);
      }
    }
    TopK.first(order, n, sessions.replySize());
    int[] nearest = new int[Math.min(n, sessions.replySize())];
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = Integer.MAX_VALUE - (int) order[i];
    }
    return nearest;
  }

  private void write(NeighbourList list, int place, double factor, double scale) {
    list.writeId(place, out);
    out.writeFloat((float) list.score(place, factor));
    out.writeShortFloat((float) list.popularity(place, scale));
  }

  private void writeSums(int number) {
    for (int sum = 0; sum < SessionMatch.SUMS; sum++) {
      out.writeShortFloat(number < 0 ? 0 : match.sum(sum, number));
    }
  }
}
