package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.catalogue.Trending;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import io.rapport.jobs.state.StreamTime;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * Ranks the trending items of each scope: a site, a category or a customer segment.
 *
 * <pre>
 * in    {@link TrendReport} by scope
 * out   {@link TrendingList} of the scope, at most once in the publish interval
 * </pre>
 *
 * <p>A site is one key. It does not become hot, because items report rarely. A report within the
 * publish interval of the last list is published by a later one or, where none follows, by a timer
 * after the interval: a scope sets one an interval.
 */
public final class TrendingFunction extends StatefulFunction<TrendReport, TrendingList> {

  private final TrendingSettings settings;
  private transient ExpiringState<Trending> scopes;
  private transient StreamTime stream;
  private transient Counter evictions;

  public TrendingFunction(TrendingSettings settings) {
    super(RecommendationUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "site, category or segment", "trending items", "%d items", settings.capacity())
        .until(settings.expiryMillis(), "visit");
  }

  @Override
  protected void open(KeyedStates states) {
    stream = states.time();
    scopes = states.expiring(RecommendationUids.TRENDING_STATE, Trending.format(settings));
    evictions = states.metrics().counter("trending-evictions");
  }

  @Override
  public void processElement(TrendReport report, Context context, Collector<TrendingList> out)
      throws Exception {
    Trending trending = scopes.readOrCreate();
    boolean waited = trending.waits();
    int evictedBefore = trending.evictions();
    TrendingList list = trending.apply(report);
    evictions.inc(trending.evictions() - evictedBefore);
    TimerService timers = context.timerService();
    if (trending.waits() && !waited) {
      timers.registerEventTimeTimer(
          Math.max(trending.published(), stream.now(timers)) + settings.publishIntervalMillis());
    }
    scopes.write(trending, timers);
    if (list != null) {
      out.collect(list);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<TrendingList> out)
      throws Exception {
    Trending trending = scopes.read();
    TrendingScope scope = new TrendingScope(context.getCurrentKey());
    if (scopes.ended(trending, timestamp, context.timerService())) {
      scopes.clear();
      out.collect(new TrendingList(scope, timestamp, List.of()));
    } else if (trending != null && trending.due(timestamp)) {
      out.collect(trending.publish(scope));
      scopes.write(trending, context.timerService());
    }
  }
}
