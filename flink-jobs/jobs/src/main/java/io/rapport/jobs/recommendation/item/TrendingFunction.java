package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.catalogue.Trending;
import io.rapport.core.recommendation.catalogue.TrendingList;
import io.rapport.core.recommendation.catalogue.TrendingScope;
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
 * Items' reports of their visits, keyed by scope, in; the lists of what trends there out, at most
 * once in the publish interval. A site is one key: the items report rarely, so that it is never
 * hot.
 */
public final class TrendingFunction extends KeyedProcessFunction<String, TrendReport, TrendingList>
    implements CachedFunction {

  private final TrendingSettings settings;
  private transient KeyedStates states;
  private transient PackedState<Trending> scopes;
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
    scopes =
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
  public void processElement(TrendReport report, Context context, Collector<TrendingList> out)
      throws Exception {
    Trending stored = scopes.read();
    Trending trending = stored != null ? stored : scopes.create();
    int evictedBefore = trending.evictions();
    TrendingList list = trending.apply(report);
    evictions.inc(trending.evictions() - evictedBefore);
    scopes.write(trending);
    if (stored == null) {
      context.timerService().registerEventTimeTimer(trending.expiry());
    }
    if (list != null) {
      out.collect(list);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<TrendingList> out)
      throws Exception {
    Trending trending = scopes.read();
    if (trending == null) {
      return;
    }
    if (trending.expiry() > timestamp) {
      context.timerService().registerEventTimeTimer(trending.expiry());
      return;
    }
    scopes.clear();
    TrendingScope scope = new TrendingScope(context.getCurrentKey());
    out.collect(new TrendingList(scope, timestamp, List.of()));
  }
}
