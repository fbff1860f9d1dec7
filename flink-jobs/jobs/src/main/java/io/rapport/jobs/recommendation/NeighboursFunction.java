package io.rapport.jobs.recommendation;

import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.candidate.ItemMemory;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.neighbour.NeighbourList;
import io.rapport.core.recommendation.neighbour.Neighbourhood;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.jobs.recommendation.item.ItemMessage;
import io.rapport.jobs.recommendation.item.ItemUpdate;
import io.rapport.jobs.recommendation.item.SettlingTime;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulCoFunction;
import io.rapport.jobs.state.StreamTime;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Learns the neighbours of each item and answers its visits with them.
 *
 * <pre>
 * in 1  {@link ItemMessage} by item: a visit, or a pair of the item with a later one
 * in 2  {@link ItemUpdate} by item: a content link, or a pair bought together
 * out   {@link VisitorMessage}: the visit with the item's neighbours
 * side  {@link #NEIGHBOURHOODS}: {@link Neighbourhood} to publish
 * </pre>
 *
 * <p>A visit is answered before it is learned, so that it does not raise its own recommendations.
 * An item's neighbourhood is published by its visits, at most once in the publish interval, and
 * whenever a visit is retracted. What changes after that is published by a timer, seconds later; in
 * a rush, within the publish interval. The neighbourhood is empty when the item expires.
 */
final class NeighboursFunction extends StatefulCoFunction<ItemMessage, ItemUpdate, VisitorMessage> {

  static final OutputTag<Neighbourhood> NEIGHBOURHOODS =
      new OutputTag<>("neighbourhoods", TypeInformation.of(Neighbourhood.class));

  private final RecommendationSettings settings;
  private transient SettlingTime settling;
  private transient ExpiringState<ItemMemory> items;
  private transient StreamTime stream;
  private transient ReplyWriter replies;
  private transient Counter evictions;
  private transient Counter sessionEvictions;

  NeighboursFunction(RecommendationSettings settings) {
    super(RecommendationUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "item",
            "neighbours, sessions, similar texts, orders",
            "%d neighbours, %d sessions, %d texts",
            settings.counting().maxNeighbours(),
            settings.sessions().maxSessions(),
            settings.content().maxNeighbours())
        .until(settings.counting().expiryMillis(), "visit");
  }

  @Override
  protected void open(KeyedStates states) {
    stream = states.time();
    items = states.expiring(RecommendationUids.LIST_STATE, ItemMemory.format(settings));
    settling = new SettlingTime(settings.counting().publishIntervalMillis());
    replies = new ReplyWriter(settings);
    evictions = states.metrics().counter("neighbour-evictions");
    sessionEvictions = states.metrics().counter("session-evictions");
  }

  @Override
  public void processElement1(ItemMessage message, Context context, Collector<VisitorMessage> out)
      throws Exception {
    if (message.retracts()) {
      retract(message, items.read(), context);
      return;
    }
    ItemMemory item = items.readOrCreate();
    boolean waits = item.list().isChanged();
    int evictedBefore = item.list().evictions();
    int sessionsBefore = item.sessions().evictions();
    if (message.kind() == ItemMessage.Kind.PAIR) {
      item.learn(message.pair());
    } else {
      Visit visit = message.visit();
      out.collect(VisitorMessage.of(visit, replies.reply(visit, item)));
      if (!visit.learned()) {
        return;
      }
      item.learn(visit);
      publish(item.list(), visit, context);
    }
    evictions.inc(item.list().evictions() - evictedBefore);
    sessionEvictions.inc(item.sessions().evictions() - sessionsBefore);
    write(item, waits, context);
  }

  /**
   * Stores the item, and sets a timer to publish what has changed.
   *
   * @param waits whether a timer has been set for an earlier change: a further one costs
   */
  private void write(ItemMemory item, boolean waits, Context context) throws IOException {
    TimerService timers = context.timerService();
    long rest = settling.after(context.timestamp());
    if (item.list().isChanged() && !waits) {
      // Rounded up, so that the changes of one item share a timer.
      long now = Math.max(context.timestamp(), stream.now(timers));
      timers.registerEventTimeTimer((Math.floorDiv(now, rest) + 1) * rest);
    }
    items.write(item, timers);
  }

  /** Retracts what was learned, and publishes the rest of the neighbours of a visit's item. */
  private void retract(ItemMessage message, ItemMemory item, Context context) throws IOException {
    if (item == null) {
      return;
    }
    boolean waits = item.list().isChanged();
    if (message.kind() == ItemMessage.Kind.PAIR) {
      item.learn(message.pair());
    } else {
      Visit visit = message.visit();
      item.retract(visit);
      context.output(NEIGHBOURHOODS, neighbourhood(item.list(), visit, item.list().newest()));
    }
    write(item, waits, context);
  }

  @Override
  public void processElement2(ItemUpdate update, Context context, Collector<VisitorMessage> out)
      throws IOException {
    ItemMemory item = items.readOrCreate();
    switch (update.kind()) {
      case LINK -> item.learn(update.link());
      case BOUGHT_PAIR -> item.learn(update.pair());
    }
    items.write(item, context.timerService());
  }

  private void publish(NeighbourList list, Visit visit, Context context) {
    if (list.size() > 0 && list.publish(visit.eventTime())) {
      context.output(NEIGHBOURHOODS, neighbourhood(list, visit, visit.eventTime()));
    }
  }

  private static Neighbourhood neighbourhood(NeighbourList list, Visit visit, long time) {
    return new Neighbourhood(
        visit.site(), visit.itemId(), time, visit.count(), list.neighbours(visit.count(), time));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<VisitorMessage> out)
      throws IOException {
    ItemMemory item = items.read();
    String key = context.getCurrentKey();
    if (items.ended(item, timestamp, context.timerService())) {
      items.clear();
      context.output(
          NEIGHBOURHOODS, new Neighbourhood(Keys.site(key), Keys.id(key), timestamp, 0, List.of()));
    } else if (item != null && item.list().isChanged()) {
      Neighbourhood changed = item.list().publish(Keys.site(key), Keys.id(key));
      if (item.list().size() > 0) {
        context.output(NEIGHBOURHOODS, changed);
      }
      items.write(item, context.timerService());
    }
  }
}
