package io.rapport.jobs.recommendation;

import io.rapport.core.intake.Keys;
import io.rapport.core.recommendation.CountingSettings;
import io.rapport.core.recommendation.NeighbourList;
import io.rapport.core.recommendation.Neighbourhood;
import io.rapport.core.recommendation.Visit;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Visits and pairs, keyed by item, in; the visits with the item's neighbours out. A visit is
 * answered before it is learned, so that nobody is recommended what they have only just made
 * likely. Side output {@link #NEIGHBOURHOODS}: the neighbours for publishing, at most once in the
 * publish interval; empty when the item is forgotten.
 */
final class NeighboursFunction extends KeyedProcessFunction<String, ItemMessage, VisitorMessage>
    implements CachedFunction {

  static final OutputTag<Neighbourhood> NEIGHBOURHOODS =
      new OutputTag<>("neighbourhoods", TypeInformation.of(Neighbourhood.class));

  private final CountingSettings settings;
  private transient KeyedStates states;
  private transient PackedState<NeighbourList> lists;
  private transient Counter evictions;

  NeighboursFunction(CountingSettings settings) {
    this.settings = settings;
  }

  @Override
  public void keyedStates(KeyedStates keyedStates) {
    states = keyedStates;
  }

  @Override
  public void open(OpenContext context) {
    lists =
        new PackedState<>(
            getRuntimeContext(),
            states,
            RecommendationUids.LIST_STATE,
            new PackedCodec<>(
                () -> new NeighbourList(settings),
                bytes -> NeighbourList.fromBytes(bytes, settings),
                NeighbourList::toBytes));
    evictions = PackedState.metrics(getRuntimeContext()).counter("neighbour-evictions");
  }

  @Override
  public void processElement(ItemMessage message, Context context, Collector<VisitorMessage> out)
      throws Exception {
    NeighbourList stored = lists.read();
    NeighbourList list = stored != null ? stored : lists.create();
    int evictedBefore = list.evictions();
    if (message.pair() != null) {
      list.learn(message.pair());
    } else {
      Visit visit = message.visit();
      out.collect(VisitorMessage.of(visit, list.reply(visit.count(), visit.eventTime())));
      if (!visit.learned()) {
        return;
      }
      list.learn(visit);
      publish(list, visit, context);
    }
    evictions.inc(list.evictions() - evictedBefore);
    lists.write(list);
    if (stored == null) {
      context.timerService().registerEventTimeTimer(list.expiry());
    }
  }

  private void publish(NeighbourList list, Visit visit, Context context) {
    if (list.size() > 0 && list.publish(visit.eventTime())) {
      context.output(
          NEIGHBOURHOODS,
          new Neighbourhood(
              visit.site(),
              visit.itemId(),
              visit.eventTime(),
              visit.count(),
              list.neighbours(visit.count(), visit.eventTime())));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<VisitorMessage> out)
      throws IOException {
    NeighbourList list = lists.read();
    if (list == null) {
      return;
    }
    if (list.expiry() > timestamp) {
      context.timerService().registerEventTimeTimer(list.expiry());
      return;
    }
    lists.clear();
    String key = context.getCurrentKey();
    context.output(
        NEIGHBOURHOODS, new Neighbourhood(Keys.site(key), Keys.id(key), timestamp, 0, List.of()));
  }
}
