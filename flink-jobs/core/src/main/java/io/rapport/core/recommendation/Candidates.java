package io.rapport.core.recommendation;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The candidates of one recommendation with what the replies of the session's items say of them, as
 * columns by row. Scratch space that is filled anew for every recommendation; not thread-safe.
 */
final class Candidates {

  /** How much less what an earlier item's sessions say counts than what the next one's say. */
  private static final double EARLIER = 0.6;

  private final RankingSettings settings;
  private final boolean coOccurrence;
  private final boolean sessionNeighbours;
  private final boolean revisits;
  private final HashIndex index;
  private final byte[][] sources;
  private final int[] positions;
  private final float[] coParts; // by row and context
  private final float[] nearParts;
  private final boolean content;
  private final boolean boughtTogether;

  /** What texts and orders say. */
  final Extras extras;

  private final List<String> contexts = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** Sum of the similarities to the session's items, decayed by step. */
  final double[] similarity;

  /** The similarity to the visit's item, and to the item before it. */
  final float[] last;

  final float[] previous;
  final float[] popularity;

  /** What the sessions of the visit's item say; see {@link SessionMatch}. */
  final float[] near;

  final float[] plain;
  final float[] next;
  final float[] onWay;
  final float[] fresh;
  final float[] before;

  /** How often the candidate followed the item before at once. */
  final float[] nextAfterPrevious;

  /** What the sessions of earlier items say, relative to the best each. */
  final float[] nearEarlier;

  /** Share of the candidate in what followed earlier items at once. */
  final float[] nextEarlier;

  /** Where the candidate stands in the visitor's session: how often, and how many steps ago. */
  final int[] times;

  final int[] ago;

  /** By the visit's item: decayed number of its visits, and how many sessions went on from it. */
  double count;

  int followed;
  double greatestSimilarity;
  double greatestNear;

  Candidates(RecommendationSettings all) {
    this.settings = all.ranking();
    this.coOccurrence = all.uses(CandidateSource.CO_OCCURRENCE);
    this.sessionNeighbours = all.uses(CandidateSource.SESSION_NEIGHBOURS);
    this.revisits = all.uses(CandidateSource.REVISIT);
    this.content = all.uses(CandidateSource.CONTENT);
    this.boughtTogether = all.uses(CandidateSource.BOUGHT_TOGETHER);
    int contextsMost = settings.cachedReplies();
    int rows =
        contextsMost
                * (all.counting().replySize()
                    + all.sessions().replySize()
                    + (content ? all.content().replySize() : 0)
                    + (boughtTogether ? all.bought().replySize() : 0))
            + 1
            + all.history().window();
    this.extras = new Extras(rows, contextsMost);
    this.index = new HashIndex(rows);
    this.sources = new byte[rows][];
    this.positions = new int[rows];
    this.coParts = new float[rows * contextsMost];
    this.nearParts = new float[rows * contextsMost];
    this.similarity = new double[rows];
    this.last = new float[rows];
    this.previous = new float[rows];
    this.popularity = new float[rows];
    this.near = new float[rows];
    this.plain = new float[rows];
    this.next = new float[rows];
    this.onWay = new float[rows];
    this.fresh = new float[rows];
    this.before = new float[rows];
    this.nextAfterPrevious = new float[rows];
    this.nearEarlier = new float[rows];
    this.nextEarlier = new float[rows];
    this.times = new int[rows];
    this.ago = new int[rows];
  }

  /** Candidates at most. */
  int capacity() {
    return sources.length;
  }

  int size() {
    return index.size();
  }

  long hash(int row) {
    return index.hash(row);
  }

  /** The row of an item, or a negative number. */
  int find(long hash) {
    return index.find(hash);
  }

  /** The session's items that contributed, the visit's first. */
  List<String> contexts() {
    return contexts;
  }

  /** What a context adds to a candidate's similarity. */
  double similarityPart(int row, int context) {
    return coParts[row * settings.cachedReplies() + context];
  }

  /** What a context's sessions add to a candidate, relative to their best. */
  double nearPart(int row, int context) {
    return nearParts[row * settings.cachedReplies() + context];
  }

  String id(int row) {
    PackedReader in = new PackedReader(sources[row]);
    in.skip(positions[row]);
    int length = in.readVarint();
    return new String(sources[row], in.position(), length, StandardCharsets.UTF_8);
  }

  /** Fills the columns for a visit whose own reply the shortlist holds. */
  void gather(Visit visit, Shortlist shortlist) {
    clear();
    weigh(visit);
    for (int i = 0; i < contexts.size(); i++) {
      byte[] reply = shortlist.neighbours(ItemHash.of(contexts.get(i)));
      if (reply != null) {
        add(reply, i);
      }
    }
    addSession(visit);
    for (int row = 0; row < size(); row++) {
      greatestSimilarity = Math.max(greatestSimilarity, similarity[row]);
      greatestNear = Math.max(greatestNear, near[row]);
    }
  }

  /** Forgets the candidates. */
  void clear() {
    Arrays.fill(sources, 0, size(), null);
    index.clear();
    extras.clear();
    contexts.clear();
    weights.clear();
    count = 0;
    followed = 0;
    greatestSimilarity = 0;
    greatestNear = 0;
  }

  private void weigh(Visit visit) {
    weigh(visit.itemId(), 1);
    double weight = 1;
    for (String item : visit.recent()) {
      weight *= settings.stepDecay();
      weigh(item, weight);
    }
  }

  /** An item that occurs twice in a session counts twice. */
  private void weigh(String item, double weight) {
    int at = contexts.indexOf(item);
    if (at >= 0) {
      weights.set(at, weights.get(at) + weight);
    } else if (contexts.size() < settings.cachedReplies()) {
      contexts.add(item);
      weights.add(weight);
    }
  }

  private void add(byte[] reply, int context) {
    ReplyReader in = new ReplyReader(reply);
    if (context == 0) {
      count = in.count();
      followed = in.followed();
    }
    float best = context == 0 ? 1 : greatestNear(reply);
    double earlier = Math.pow(EARLIER, context);
    while (in.next()) {
      int row = rowOf(in.hash(), reply, in.position());
      if (row >= 0) {
        if (coOccurrence) {
          addSimilarity(row, in, context);
        }
        popularity[row] = Math.max(popularity[row], in.popularity());
        if (sessionNeighbours) {
          addSums(row, in, context, earlier, best);
        }
      }
    }
    if (in.nextPart()) {
      addExtras(in, reply, context);
    }
  }

  private void addExtras(ReplyReader in, byte[] reply, int context) {
    double weight = Math.min(1, weights.get(context));
    while (in.nextOfPart()) {
      int row = content ? rowOf(in.hash(), reply, in.position()) : -1;
      if (row >= 0) {
        extras.addContent(row, context, weight, in.score());
      }
    }
    if (in.nextPart()) {
      while (in.nextOfPart()) {
        int row = boughtTogether ? rowOf(in.hash(), reply, in.position()) : -1;
        if (row >= 0) {
          extras.addBought(row, context, weight, in.score());
        }
      }
    }
  }

  private static float greatestNear(byte[] reply) {
    ReplyReader in = new ReplyReader(reply);
    float greatest = 0;
    while (in.next()) {
      greatest = Math.max(greatest, in.sum(SessionMatch.NEAR));
    }
    return Math.max(greatest, Float.MIN_NORMAL);
  }

  private void addSimilarity(int row, ReplyReader in, int context) {
    double part = weights.get(context) * in.score();
    similarity[row] += part;
    coParts[row * settings.cachedReplies() + context] = (float) part;
    if (context == 0) {
      last[row] = in.score();
    } else if (context == 1) {
      previous[row] = in.score();
    }
  }

  private void addSums(int row, ReplyReader in, int context, double earlier, float best) {
    float sum = in.sum(SessionMatch.NEAR);
    float nextSum = in.sum(SessionMatch.NEXT);
    if (context == 0) {
      near[row] = sum;
      plain[row] = in.sum(SessionMatch.PLAIN);
      next[row] = nextSum;
      onWay[row] = in.sum(SessionMatch.NEXT_ON_WAY);
      fresh[row] = in.sum(SessionMatch.FRESH);
      before[row] = in.sum(SessionMatch.BEFORE);
      nearParts[row * settings.cachedReplies()] = sum;
      return;
    }
    float part = (float) (earlier * sum / best);
    nearEarlier[row] += part;
    nextEarlier[row] += (float) (earlier * nextSum / (in.followed() + 1));
    nearParts[row * settings.cachedReplies() + context] = part;
    if (context == 1) {
      nextAfterPrevious[row] = nextSum;
    }
  }

  private void addSession(Visit visit) {
    addSession(visit.itemId(), 0);
    for (int i = 0; i < visit.recent().size(); i++) {
      addSession(visit.recent().get(i), i + 1);
    }
  }

  private void addSession(String item, int steps) {
    long hash = ItemHash.of(item);
    int row = index.find(hash);
    if (row < 0 && revisits) {
      PackedWriter block = new PackedWriter(16);
      block.writeString(item);
      row = rowOf(hash, block.toBytes(), 0);
    }
    if (row >= 0) {
      ago[row] = times[row]++ == 0 ? steps : ago[row];
    }
  }

  private int rowOf(long hash, byte[] source, int position) {
    int before = index.size();
    int row = index.rowOf(hash); // negative only for replies from before the settings were lowered
    if (row == before) {
      sources[row] = source;
      positions[row] = position;
      reset(row);
    }
    return row;
  }

  private void reset(int row) {
    int from = row * settings.cachedReplies();
    Arrays.fill(coParts, from, from + settings.cachedReplies(), 0);
    Arrays.fill(nearParts, from, from + settings.cachedReplies(), 0);
    similarity[row] = 0;
    last[row] = 0;
    previous[row] = 0;
    popularity[row] = 0;
    near[row] = 0;
    plain[row] = 0;
    next[row] = 0;
    onWay[row] = 0;
    fresh[row] = 0;
    before[row] = 0;
    nextAfterPrevious[row] = 0;
    nearEarlier[row] = 0;
    nextEarlier[row] = 0;
    times[row] = 0;
    ago[row] = 0;
  }
}
