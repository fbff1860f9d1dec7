package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.Hash64;
import io.rapport.core.hash.HashIndex;
import io.rapport.core.recommendation.neighbour.SessionMatch;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.FastLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The candidates of one recommendation with what the replies of the session's items say of them, a
 * row each. Scratch space that is filled anew for every recommendation; not thread-safe.
 */
public final class Candidates {

  /** How much less what an earlier item's sessions say counts than what the next one's say. */
  private static final double EARLIER = 0.6;

  // Columns of a candidate.

  /** The similarity to the visit's item, and to the item before it. */
  public static final int LAST = 0;

  public static final int PREVIOUS = 1;
  public static final int POPULARITY = 2;

  /** What the sessions of the visit's item say; see {@link SessionMatch}. */
  public static final int NEAR = 3;

  public static final int PLAIN = 4;
  public static final int NEXT = 5;
  public static final int ON_WAY = 6;
  public static final int FRESH = 7;
  public static final int BEFORE = 8;

  /** How often the candidate followed the item before at once. */
  public static final int NEXT_AFTER_PREVIOUS = 9;

  /** What the sessions of earlier items say, relative to the best each. */
  public static final int NEAR_EARLIER = 10;

  /** Share of the candidate in what followed earlier items at once. */
  public static final int NEXT_EARLIER = 11;

  /** Where the candidate stands in the visitor's session: how often, and how many steps ago. */
  public static final int TIMES = 12;

  public static final int AGO = 13;

  /** Sum of the similarities to the session's items, decayed by step. */
  public static final int SIMILARITY = 14;

  // Of what was touched before the session: 0 of all else.

  /** The reciprocal of the place by age, from 1. */
  public static final int TOUCHED = 15;

  /** Logarithm of the hours since. */
  public static final int TOUCHED_AGE = 16;

  /** 1 for what the visitor has in the cart or on the wish list, in the session or before. */
  public static final int SAVED = 17;

  private static final int PARTS = 18;

  private static final float HOUR = 3_600_000;

  private final RankingSettings settings;
  private final boolean coOccurrence;
  private final boolean sessionNeighbours;
  private final boolean revisits;
  private final HashIndex index;
  private final byte[][] sources;
  private final int[] positions;
  private final int contextsMost;

  // A candidate's columns side by side, because they are filled and read together; after them what
  // each context adds to the similarity, and what its sessions add.
  private final float[] values;

  private final int stride;
  private final int[] told; // where the rows of one reply begin in values
  private final boolean content;
  private final boolean boughtTogether;

  /** What texts and orders say. */
  public final ContentColumns extras;

  private final List<String> contexts = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** By the visit's item: decayed number of its visits, and how many sessions went on from it. */
  public double count;

  public int followed;
  public double greatestSimilarity;
  public double greatestNear;

  /** Whether anything was touched before the session, or is saved. */
  public boolean remembered;

  public Candidates(RecommendationSettings all) {
    this.settings = all.ranking();
    this.coOccurrence = all.uses(CandidateSource.CO_OCCURRENCE);
    this.sessionNeighbours = all.uses(CandidateSource.SESSION_NEIGHBOURS);
    this.revisits = all.uses(CandidateSource.REVISIT);
    this.content = all.uses(CandidateSource.CONTENT);
    this.boughtTogether = all.uses(CandidateSource.BOUGHT_TOGETHER);
    this.contextsMost = settings.cachedReplies();
    int rows =
        contextsMost
                * (all.counting().replySize()
                    + all.sessions().replySize()
                    + (content ? all.content().replySize() : 0)
                    + (boughtTogether ? all.bought().replySize() : 0))
            + 1
            + all.history().window()
            + settings.touchedItems();
    this.extras = new ContentColumns(rows, contextsMost);
    this.index = new HashIndex(rows);
    this.sources = new byte[rows][];
    this.positions = new int[rows];
    this.stride = PARTS + 2 * contextsMost;
    this.values = new float[rows * stride];
    this.told = new int[rows];
  }

  /** Candidates at most. */
  public int capacity() {
    return sources.length;
  }

  public int size() {
    return index.size();
  }

  public long hash(int row) {
    return index.hash(row);
  }

  /** The row of an item, or a negative number. */
  public int find(long hash) {
    return index.find(hash);
  }

  /** The session's items that contributed, the visit's first. */
  public List<String> contexts() {
    return contexts;
  }

  /** One of a candidate's columns. */
  public float value(int row, int column) {
    return values[row * stride + column];
  }

  /** What a context adds to a candidate's similarity. */
  public double similarityPart(int row, int context) {
    return values[row * stride + PARTS + context];
  }

  /** What a context's sessions add to a candidate, relative to their best. */
  public double nearPart(int row, int context) {
    return values[row * stride + PARTS + contextsMost + context];
  }

  public String id(int row) {
    PackedReader in = new PackedReader(sources[row]);
    in.skip(positions[row]);
    int length = in.readVarint();
    return new String(sources[row], in.position(), length, StandardCharsets.UTF_8);
  }

  /** Fills the columns for a visit whose own reply the shortlist holds. */
  public void gather(Visit visit, Shortlist shortlist) {
    clear();
    weigh(visit);
    for (int i = 0; i < contexts.size(); i++) {
      byte[] reply = shortlist.neighbours(Hash64.of(contexts.get(i)));
      if (reply != null) {
        add(reply, i);
      }
    }
    addSession(visit);
    if (revisits) {
      addTouched(visit, shortlist);
    }
    for (int row = 0; row < size(); row++) {
      greatestSimilarity = Math.max(greatestSimilarity, value(row, SIMILARITY));
      greatestNear = Math.max(greatestNear, value(row, NEAR));
    }
  }

  /** Forgets the candidates. */
  public void clear() {
    Arrays.fill(sources, 0, size(), null);
    index.clear();
    extras.clear();
    contexts.clear();
    weights.clear();
    count = 0;
    followed = 0;
    greatestSimilarity = 0;
    greatestNear = 0;
    remembered = false;
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
    } else if (contexts.size() < contextsMost) {
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
    float weight = weights.get(context).floatValue();
    float earlier = (float) Math.pow(EARLIER, context);
    float best = Float.MIN_NORMAL;
    int n = 0;
    while (in.next()) {
      int row = rowOf(in.hash(), reply, in.position());
      if (row >= 0) {
        int at = row * stride;
        if (coOccurrence) {
          addSimilarity(at, in, context, weight);
        }
        values[at + POPULARITY] = Math.max(values[at + POPULARITY], in.popularity());
        if (sessionNeighbours) {
          addSums(at, in, context, earlier);
          told[n++] = at;
        }
      }
      best = Math.max(best, sessionNeighbours ? in.sum(SessionMatch.NEAR) : 0);
    }
    if (context > 0) {
      scaleNear(n, context, earlier / best);
    }
    if (in.nextPart()) {
      addExtras(in, reply, context);
    }
  }

  /** What the sessions of an earlier item say counts relative to the best of it. */
  private void scaleNear(int n, int context, float scale) {
    for (int i = 0; i < n; i++) {
      int part = told[i] + PARTS + contextsMost + context;
      values[part] *= scale;
      values[told[i] + NEAR_EARLIER] += values[part];
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

  private void addSimilarity(int at, ReplyReader in, int context, float weight) {
    float part = weight * in.score();
    values[at + SIMILARITY] += part;
    values[at + PARTS + context] = part;
    if (context == 0) {
      values[at + LAST] = in.score();
    } else if (context == 1) {
      values[at + PREVIOUS] = in.score();
    }
  }

  private void addSums(int at, ReplyReader in, int context, float earlier) {
    float near = in.sum(SessionMatch.NEAR);
    float next = in.sum(SessionMatch.NEXT);
    values[at + PARTS + contextsMost + context] = near;
    if (context == 0) {
      values[at + NEAR] = near;
      values[at + PLAIN] = in.sum(SessionMatch.PLAIN);
      values[at + NEXT] = next;
      values[at + ON_WAY] = in.sum(SessionMatch.NEXT_ON_WAY);
      values[at + FRESH] = in.sum(SessionMatch.FRESH);
      values[at + BEFORE] = in.sum(SessionMatch.BEFORE);
      return;
    }
    values[at + NEXT_EARLIER] += earlier * next / (in.followed() + 1);
    if (context == 1) {
      values[at + NEXT_AFTER_PREVIOUS] = next;
    }
  }

  private void addSession(Visit visit) {
    addSession(visit.itemId(), 0);
    for (int i = 0; i < visit.recent().size(); i++) {
      addSession(visit.recent().get(i), i + 1);
    }
  }

  private void addSession(String item, int steps) {
    long hash = Hash64.of(item);
    int row = index.find(hash);
    if (row < 0 && revisits) {
      PackedWriter block = new PackedWriter(16);
      block.writeString(item);
      row = rowOf(hash, block.toBytes(), 0);
    }
    if (row >= 0) {
      int at = row * stride;
      values[at + AGO] = values[at + TIMES] == 0 ? steps : values[at + AGO];
      values[at + TIMES]++;
    }
  }

  private void addTouched(Visit visit, Shortlist shortlist) {
    int place = 1;
    for (TouchedItems.Touched item : shortlist.touched()) {
      // A later visit's reply may have come first.
      int row = item.time() > visit.eventTime() ? -1 : rowOf(item.hash(), item.id(), 0);
      if (row >= 0) {
        int at = row * stride;
        boolean before = values[at + TIMES] == 0;
        if (before) {
          values[at + TOUCHED] = 1f / place++;
          values[at + TOUCHED_AGE] = FastLog.ofOneMore((visit.eventTime() - item.time()) / HOUR);
        }
        values[at + SAVED] = item.saved() ? 1 : 0;
        remembered |= before || item.saved();
      }
    }
  }

  private int rowOf(long hash, byte[] source, int position) {
    int before = index.size();
    int row = index.rowOf(hash); // negative only for replies from before the settings were lowered
    if (row == before) {
      sources[row] = source;
      positions[row] = position;
      Arrays.fill(values, row * stride, (row + 1) * stride, 0);
    }
    return row;
  }
}
