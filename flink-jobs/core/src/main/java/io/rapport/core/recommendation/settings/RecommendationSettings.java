package io.rapport.core.recommendation.settings;

import io.rapport.core.state.CacheSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All parameters of the domain; immutable, shared by every instance of its state. */
@RecordBuilder
@RecordBuilder.Options(enableWither = false)
public record RecommendationSettings(
    HistorySettings history,
    CountingSettings counting,
    RankingSettings ranking,
    TrendingSettings trending,
    SessionSettings sessions,
    BlendSettings blend,
    Set<CandidateSource> sources,
    MeasuringSettings measuring,
    CacheSettings cache,
    ExplorationSettings exploration,
    FeedbackSettings feedback,
    ContentSettings content,
    BoughtSettings bought,
    EmbeddingSettings embedding)
    implements Serializable {

  public static final RecommendationSettings DEFAULT =
      RecommendationSettingsBuilder.builder()
          .history(HistorySettings.DEFAULT)
          .counting(CountingSettings.DEFAULT)
          .ranking(RankingSettings.DEFAULT)
          .trending(TrendingSettings.DEFAULT)
          .sessions(SessionSettings.DEFAULT)
          .blend(BlendSettings.DEFAULT)
          .sources(EnumSet.allOf(CandidateSource.class))
          .measuring(MeasuringSettings.DEFAULT)
          .cache(CacheSettings.DEFAULT)
          .exploration(ExplorationSettings.DEFAULT)
          .feedback(FeedbackSettings.DEFAULT)
          .content(ContentSettings.DEFAULT)
          .bought(BoughtSettings.DEFAULT)
          .embedding(EmbeddingSettings.DEFAULT)
          .build();

  public RecommendationSettings {
    sources = Set.copyOf(sources);
  }

  /**
   * The parameters of ranking. Where revisits are no source, no touched items are remembered for
   * them.
   */
  @Override
  public RankingSettings ranking() {
    return uses(CandidateSource.REVISIT) ? ranking : ranking.withTouchedItems(0);
  }

  /**
   * The parameters of embeddings. They are off where no blend is learned, because only a learned
   * blend can weigh them.
   */
  @Override
  public EmbeddingSettings embedding() {
    return blend.learned() ? embedding : embedding.off();
  }

  /** Whether candidates of a source are ranked. */
  public boolean uses(CandidateSource source) {
    return sources.contains(source)
        && switch (source) {
          case SESSION_NEIGHBOURS -> sessions.maxSessions() > 0;
          case TRENDING -> trending.size() > 0;
          case CONTENT -> content.maxNeighbours() > 0;
          case BOUGHT_TOGETHER -> bought.maxPairs() > 0;
          case CO_OCCURRENCE, REVISIT -> true;
        };
  }

  /** The parameters of session memories. They are off where sessions are no source. */
  public SessionSettings remembered() {
    return uses(CandidateSource.SESSION_NEIGHBOURS) ? sessions : sessions.off();
  }

  /** The name of the algorithm and of the parameters that decide its scores. */
  public String modelVersion() {
    return String.format(
        Locale.ROOT,
        "blend-1:sources=%s,units=%d,embedding=%d,sessions=%d,window=%d,touched=%d,backward=%s,damping=%s/%s,half-life=%dh,step=%s",
        sources.stream()
            .filter(this::uses)
            .sorted()
            .map(CandidateSource::label)
            .collect(Collectors.joining("+")),
        blend.units(),
        embedding.dimensions(),
        sessions.maxSessions(),
        history.window(),
        ranking().touchedItems(),
        counting.backward(),
        counting.ownDamping(),
        counting.neighbourDamping(),
        counting.decay().halfLifeMillis() / 3_600_000,
        ranking.stepDecay());
  }

  /**
   * A copy with changes: {@code settings.with(s -> s.blend(blend).bought(bought))}. It starts from
   * the fields, not from the accessors: a source that is used again has its parameters again.
   */
  public RecommendationSettings with(Consumer<RecommendationSettingsBuilder> changes) {
    RecommendationSettingsBuilder builder =
        RecommendationSettingsBuilder.builder(this).ranking(ranking).embedding(embedding);
    changes.accept(builder);
    return builder.build();
  }
}
