package io.rapport.simulator;

import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.avro.TriagedTicket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the quality of the engine's answers as they come: the share of tickets whose first
 * triage named the true intent, and the share of recommendations that held the item the visitor
 * looked at next. Answers and truth may come in either order. Memory is bounded: of each kind the
 * oldest pending entries are given up and not judged. Any thread may call.
 */
public final class LiveQuality implements GroundTruth.Listener {

  /**
   * The figures so far.
   *
   * @param triaged tickets whose first triage was judged
   * @param triagedRight of those, with the true intent, the abstained included
   * @param routed judged tickets on which triage did not abstain
   * @param routedRight of those, with the true intent
   * @param recommendations judged: those after which the visitor looked at another item
   * @param hits of those, holding that item
   */
  public record Figures(
      long triaged,
      long triagedRight,
      long routed,
      long routedRight,
      long recommendations,
      long hits) {

    /** Share of right first triages, NaN before the first. */
    public double triageAccuracy() {
      return (double) triagedRight / triaged;
    }

    /** Share of right ones among those not abstained, NaN before the first. */
    public double routedAccuracy() {
      return (double) routedRight / routed;
    }

    /** Share of recommendations that held the next item, NaN before the first. */
    public double hitRate() {
      return (double) hits / recommendations;
    }
  }

  private record Triage(String intent, boolean abstained) {}

  private final Map<String, String> intents;
  private final Map<String, Triage> triages;
  private final Map<String, String> nextItems;
  private final Map<String, List<String>> recommended;
  private Figures figures = new Figures(0, 0, 0, 0, 0, 0);

  /**
   * @param pending entries of each kind kept at most
   */
  public LiveQuality(int pending) {
    this.intents = bounded(pending);
    this.triages = bounded(pending);
    this.nextItems = bounded(pending);
    this.recommended = bounded(pending);
  }

  @Override
  public synchronized void ticketOpened(String eventId, String intent) {
    Triage triage = triages.remove(eventId);
    if (triage == null) {
      intents.put(eventId, intent);
    } else {
      judge(triage, intent);
    }
  }

  @Override
  public synchronized void nextItem(String eventId, String itemId) {
    List<String> items = recommended.remove(eventId);
    if (items == null) {
      nextItems.put(eventId, itemId);
    } else {
      judge(items, itemId);
    }
  }

  /** The engine's answer to a message; only answers to openings are judged, each once. */
  public synchronized void triaged(TriagedTicket ticket) {
    Triage triage = new Triage(ticket.getIntent(), ticket.getAbstained());
    String intent = intents.remove(ticket.getTriggerEventId());
    if (intent == null) {
      triages.put(ticket.getTriggerEventId(), triage);
    } else {
      judge(triage, intent);
    }
  }

  /** The engine's answer to a click. */
  public synchronized void recommended(Recommendation recommendation) {
    List<String> items =
        recommendation.getItems().stream().map(RecommendedItem::getItemId).toList();
    String next = nextItems.remove(recommendation.getTriggerEventId());
    if (next == null) {
      recommended.put(recommendation.getTriggerEventId(), items);
    } else {
      judge(items, next);
    }
  }

  /** The figures so far. */
  public synchronized Figures figures() {
    return figures;
  }

  private void judge(Triage triage, String intent) {
    long right = intent.equals(triage.intent) ? 1 : 0;
    long routed = triage.abstained ? 0 : 1;
    figures =
        new Figures(
            figures.triaged + 1,
            figures.triagedRight + right,
            figures.routed + routed,
            figures.routedRight + routed * right,
            figures.recommendations,
            figures.hits);
  }

  private void judge(List<String> items, String next) {
    figures =
        new Figures(
            figures.triaged,
            figures.triagedRight,
            figures.routed,
            figures.routedRight,
            figures.recommendations + 1,
            figures.hits + (items.contains(next) ? 1 : 0));
  }

  private static <V> Map<String, V> bounded(int capacity) {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > capacity;
      }
    };
  }
}
