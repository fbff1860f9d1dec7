package io.rapport.core.recommendation.candidate;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.neighbour.SessionMatch;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.FastLog;
import java.util.ArrayList;
import java.util.List;

/**
 * Candidate generation: the items named by the replies of the session's items, the session's items
 * themselves, and the items the visitor touched before. Refills one table; not thread-safe.
 */
public final class CandidateGenerator {

  /**
   * The factor by which the weight of a context's sessions falls with each step back in the
   * session.
   */
  private static final double EARLIER = 0.6;

  private static final float HOUR = 3_600_000;

  private final RankingSettings settings;
  private final boolean coOccurrence;
  private final boolean sessionNeighbours;
  private final boolean revisits;
  private final boolean content;
  private final boolean boughtTogether;
  private final int capacity;
  private final Candidates candidates;
  private final float[] values; // of the candidates
  private final List<Double> weights = new ArrayList<>(); // of the contexts
  private final int[] told; // scratch: the starts of one reply's rows among the values

  public CandidateGenerator(RecommendationSettings all) {
    this.settings = all.ranking();
    this.coOccurrence = all.uses(CandidateSource.CO_OCCURRENCE);
    this.sessionNeighbours = all.uses(CandidateSource.SESSION_NEIGHBOURS);
    this.revisits = all.uses(CandidateSource.REVISIT);
    this.content = all.uses(CandidateSource.CONTENT);
    this.boughtTogether = all.uses(CandidateSource.BOUGHT_TOGETHER);
    this.capacity = capacity(all);
    this.candidates = new Candidates(capacity, settings.cachedReplies());
    this.values = candidates.values();
    this.told = new int[capacity];
  }

  private static int capacity(RecommendationSettings all) {
    int named =
        all.counting().replySize()
            + all.sessions().replySize()
            + (all.uses(CandidateSource.CONTENT) ? all.content().replySize() : 0)
            + (all.uses(CandidateSource.BOUGHT_TOGETHER) ? all.bought().replySize() : 0);
    return all.ranking().cachedReplies() * named
        + 1
        + all.history().window()
        + all.ranking().touchedItems();
  }

  /** The largest number of candidates. */
  public int capacity() {
    return capacity;
  }

  /**
   * The candidates of a visit; the shortlist already holds the reply to it.
   *
   * @return valid until candidates are generated again
   */
  public Candidates generate(Visit visit, Shortlist shortlist) {
    candidates.clear();
    weigh(visit);
    List<String> contexts = candidates.contexts();
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
    candidates.finish();
    return candidates;
  }

  /**
   * An empty set of candidates.
   *
   * @return valid until candidates are generated again
   */
  public Candidates none() {
    candidates.clear();
    return candidates;
  }

  private void weigh(Visit visit) {
    weights.clear();
    weigh(visit.itemId(), 1);
    double weight = 1;
    for (String item : visit.recent()) {
      weight *= settings.stepDecay();
      weigh(item, weight);
    }
  }

  /** Adds the weight of a context item; an item that occurs twice in a session counts twice. */
  private void weigh(String item, double weight) {
    List<String> contexts = candidates.contexts();
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
      candidates.visited(in.count(), in.followed());
    }
    float weight = weights.get(context).floatValue();
    float earlier = (float) Math.pow(EARLIER, context);
    float best = Float.MIN_NORMAL;
    int n = 0;
    while (in.next()) {
      int row = candidates.rowOf(in.hash(), reply, in.position());
      if (row >= 0) {
        int at = candidates.at(row);
        if (coOccurrence) {
          addSimilarity(at, in, context, weight);
        }
        int popularity = at + CandidateColumn.POPULARITY;
        values[popularity] = Math.max(values[popularity], in.popularity());
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
      addTextsAndOrders(in, reply, context);
    }
  }

  /** Scales the session sums of an earlier item by its best candidate. */
  private void scaleNear(int n, int context, float scale) {
    for (int i = 0; i < n; i++) {
      int part = candidates.nearPartAt(told[i], context);
      values[part] *= scale;
      values[told[i] + CandidateColumn.NEAR_EARLIER] += values[part];
    }
  }

  private void addTextsAndOrders(ReplyReader in, byte[] reply, int context) {
    ContentColumns columns = candidates.contentColumns();
    double weight = Math.min(1, weights.get(context));
    while (in.nextOfPart()) {
      int row = content ? candidates.rowOf(in.hash(), reply, in.position()) : -1;
      if (row >= 0) {
        columns.addContent(row, context, weight, in.score(), in.newcomer());
      }
    }
    if (in.nextPart()) {
      while (in.nextOfPart()) {
        int row = boughtTogether ? candidates.rowOf(in.hash(), reply, in.position()) : -1;
        if (row >= 0) {
          columns.addBought(row, context, weight, in.score());
        }
      }
    }
  }

  private void addSimilarity(int at, ReplyReader in, int context, float weight) {
    float part = weight * in.score();
    values[at + CandidateColumn.SIMILARITY] += part;
    values[candidates.similarityPartAt(at, context)] = part;
    if (context == 0) {
      values[at + CandidateColumn.LAST] = in.score();
    } else if (context == 1) {
      values[at + CandidateColumn.PREVIOUS] = in.score();
    }
  }

  private void addSums(int at, ReplyReader in, int context, float earlier) {
    float near = in.sum(SessionMatch.NEAR);
    float next = in.sum(SessionMatch.NEXT);
    values[candidates.nearPartAt(at, context)] = near;
    if (context == 0) {
      values[at + CandidateColumn.NEAR] = near;
      values[at + CandidateColumn.PLAIN] = in.sum(SessionMatch.PLAIN);
      values[at + CandidateColumn.NEXT] = next;
      values[at + CandidateColumn.ON_WAY] = in.sum(SessionMatch.NEXT_ON_WAY);
      values[at + CandidateColumn.FRESH] = in.sum(SessionMatch.FRESH);
      values[at + CandidateColumn.BEFORE] = in.sum(SessionMatch.BEFORE);
      return;
    }
    values[at + CandidateColumn.NEXT_EARLIER] += earlier * next / (in.followed() + 1);
    if (context == 1) {
      values[at + CandidateColumn.NEXT_AFTER_PREVIOUS] = next;
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
    int row = candidates.find(hash);
    if (row < 0 && revisits) {
      PackedWriter block = new PackedWriter(16);
      block.writeString(item);
      row = candidates.rowOf(hash, block.toBytes(), 0);
    }
    if (row >= 0) {
      int times = candidates.at(row) + CandidateColumn.TIMES;
      if (values[times] == 0) {
        values[candidates.at(row) + CandidateColumn.AGO] = steps;
      }
      values[times]++;
    }
  }

  private void addTouched(Visit visit, Shortlist shortlist) {
    int place = 1;
    for (TouchedItems.Touched item : shortlist.touched()) {
      // The reply to a later visit may have arrived first.
      int row = item.time() > visit.eventTime() ? -1 : candidates.rowOf(item.hash(), item.id(), 0);
      if (row >= 0) {
        int at = candidates.at(row);
        boolean before = values[at + CandidateColumn.TIMES] == 0;
        if (before) {
          long age = visit.eventTime() - item.time();
          values[at + CandidateColumn.TOUCHED] = 1f / place++;
          values[at + CandidateColumn.TOUCHED_AGE] = FastLog.ofOneMore(age / HOUR);
        }
        values[at + CandidateColumn.SAVED] = item.saved() ? 1 : 0;
        if (before || item.saved()) {
          candidates.remember();
        }
      }
    }
  }
}
