package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.catalogue.Trending;
import io.rapport.core.recommendation.catalogue.TrendingUpdate;
import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.CachedFunction;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedCodec;
import io.rapport.jobs.state.PackedState;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Items' reports of their visits, keyed by site or by site and category, in; what is trending there
 * out, at most once in the publish interval. A site is one key: the items report rarely, so that it
 * is never hot.
 */
public final class TrendingFunction
    extends KeyedProcessFunction<String, TrendReport, TrendingUpdate> implements CachedFunction {

  private final TrendingSettings settings;
  private transient KeyedStates states;
  private transient PackedState<Trending> sites;
  private transient Counter evictions;

  public TrendingFunction(TrendingSettings settings) {
    this.settings = settings;
  }

  @Override
  public void keyedStates(KeyedStates keyedStates) {
    states = keyedStates;
  }

  @Override
  public void open(OpenContext context) {
    sites =
        new PackedState<>(
            getRuntimeContext(),
            states,
            RecommendationUids.TRENDING_STATE,
            new PackedCodec<>(
                () -> new Trending(settings),
                bytes -> Trending.fromBytes(bytes, settings),
                Trending::write));
    evictions = PackedState.metrics(getRuntimeContext()).counter("trending-evictions");
  }

  @Override
  public void processElement(TrendReport report, Context context, Collector<TrendingUpdate> out)
      throws Exception {
    Trending stored = sites.read();
    Trending site = stored != null ? stored : sites.create();
    int evictedBefore = site.evictions();
    TrendingUpdate update = site.apply(report);
    evictions.inc(site.evictions() - evictedBefore);
    sites.write(site);
    if (stored == null) {
      context.timerService().registerEventTimeTimer(site.expiry());
    }
    if (update != null) {
      out.collect(update);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<TrendingUpdate> out)
      throws Exception {
    Trending site = sites.read();
    if (site == null) {
      return;
    }
    if (site.expiry() > timestamp) {
      context.timerService().registerEventTimeTimer(site.expiry());
      return;
    }
    sites.clear();
    out.collect(TrendingUpdate.trending(context.getCurrentKey(), timestamp, List.of()));
  }
}
