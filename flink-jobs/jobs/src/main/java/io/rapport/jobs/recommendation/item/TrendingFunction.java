package io.rapport.jobs.recommendation.item;

import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.catalogue.Trending;
import io.rapport.core.recommendation.catalogue.TrendingUpdate;
import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StatefulFunction;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * Items' reports of their visits, keyed by site or by site and category, in; what is trending there
 * out, at most once in the publish interval. A site is one key: the items report rarely, so that it
 * is never hot.
 */
public final class TrendingFunction extends StatefulFunction<TrendReport, TrendingUpdate> {

  private final TrendingSettings settings;
  private transient ExpiringState<Trending> sites;
  private transient Counter evictions;

  public TrendingFunction(TrendingSettings settings) {
    super(RecommendationUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  protected void open(KeyedStates states) {
    sites = states.expiring(RecommendationUids.TRENDING_STATE, Trending.format(settings));
    evictions = states.metrics().counter("trending-evictions");
  }

  @Override
  public void processElement(TrendReport report, Context context, Collector<TrendingUpdate> out)
      throws Exception {
    Trending site = sites.readOrCreate();
    int evictedBefore = site.evictions();
    TrendingUpdate update = site.apply(report);
    evictions.inc(site.evictions() - evictedBefore);
    sites.write(site, context.timerService());
    if (update != null) {
      out.collect(update);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<TrendingUpdate> out)
      throws Exception {
    Trending site = sites.read();
    if (sites.ended(site, timestamp, context.timerService())) {
      sites.clear();
      out.collect(TrendingUpdate.trending(context.getCurrentKey(), timestamp, List.of()));
    }
  }
}
