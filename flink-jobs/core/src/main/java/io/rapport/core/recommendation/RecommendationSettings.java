package io.rapport.core.recommendation;

import java.io.Serializable;
import java.util.Locale;

/** All parameters of the domain; immutable, shared by every instance of its state. */
public record RecommendationSettings(
    HistorySettings history,
    CountingSettings counting,
    RankingSettings ranking,
    TrendingSettings trending,
    MeasuringSettings measuring,
    CacheSettings cache)
    implements Serializable {

  public static final RecommendationSettings DEFAULT =
      new RecommendationSettings(
          HistorySettings.DEFAULT,
          CountingSettings.DEFAULT,
          RankingSettings.DEFAULT,
          TrendingSettings.DEFAULT,
          MeasuringSettings.DEFAULT,
          CacheSettings.DEFAULT);

  /** Names the algorithm and the parameters that decide its scores. */
  public String modelVersion() {
    return String.format(
        Locale.ROOT,
        "co-occurrence-1:window=%d,backward=%s,damping=%s/%s,half-life=%dh,step=%s",
        history.window(),
        counting.backward(),
        counting.ownDamping(),
        counting.neighbourDamping(),
        counting.decay().halfLifeMillis() / 3_600_000,
        ranking.stepDecay());
  }

  public RecommendationSettings with(CountingSettings other) {
    return new RecommendationSettings(history, other, ranking, trending, measuring, cache);
  }

  public RecommendationSettings with(RankingSettings other) {
    return new RecommendationSettings(history, counting, other, trending, measuring, cache);
  }

  public RecommendationSettings with(TrendingSettings other) {
    return new RecommendationSettings(history, counting, ranking, other, measuring, cache);
  }

  public RecommendationSettings with(HistorySettings other) {
    return new RecommendationSettings(other, counting, ranking, trending, measuring, cache);
  }

  public RecommendationSettings with(MeasuringSettings other) {
    return new RecommendationSettings(history, counting, ranking, trending, other, cache);
  }

  public RecommendationSettings with(CacheSettings other) {
    return new RecommendationSettings(history, counting, ranking, trending, measuring, other);
  }
}
