package io.rapport.core.recommendation.settings;

import io.rapport.core.state.CacheSettings;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** All parameters of the domain; immutable, shared by every instance of its state. */
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
      new RecommendationSettings(
          HistorySettings.DEFAULT,
          CountingSettings.DEFAULT,
          RankingSettings.DEFAULT,
          TrendingSettings.DEFAULT,
          SessionSettings.DEFAULT,
          BlendSettings.DEFAULT,
          EnumSet.allOf(CandidateSource.class),
          MeasuringSettings.DEFAULT,
          CacheSettings.DEFAULT,
          ExplorationSettings.DEFAULT,
          FeedbackSettings.DEFAULT,
          ContentSettings.DEFAULT,
          BoughtSettings.DEFAULT,
          EmbeddingSettings.DEFAULT);

  public RecommendationSettings {
    sources = Set.copyOf(sources);
  }

  /** How lists are made: where revisits are no source, nothing touched is remembered for them. */
  @Override
  public RankingSettings ranking() {
    return uses(CandidateSource.REVISIT) ? ranking : ranking.withTouchedItems(0);
  }

  /** How items are embedded: not where no blend is learned, which alone could tell their use. */
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

  /** What an item remembers of sessions: nothing where they are no source. */
  public SessionSettings remembered() {
    return uses(CandidateSource.SESSION_NEIGHBOURS) ? sessions : sessions.off();
  }

  /** Names the algorithm and the parameters that decide its scores. */
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

  public RecommendationSettings with(CountingSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(RankingSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(TrendingSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(HistorySettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(SessionSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(BlendSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(MeasuringSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(CacheSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(ExplorationSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(FeedbackSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(ContentSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(BoughtSettings other) {
    return with(other, sources);
  }

  public RecommendationSettings with(EmbeddingSettings other) {
    return with(other, sources);
  }

  /** The same with candidates of these sources only. */
  public RecommendationSettings with(Set<CandidateSource> other) {
    return with(null, other);
  }

  /**
   * @param part takes the place of the one of its class; null for none
   */
  private RecommendationSettings with(Object part, Set<CandidateSource> allowed) {
    return new RecommendationSettings(
        part instanceof HistorySettings other ? other : history,
        part instanceof CountingSettings other ? other : counting,
        part instanceof RankingSettings other ? other : ranking,
        part instanceof TrendingSettings other ? other : trending,
        part instanceof SessionSettings other ? other : sessions,
        part instanceof BlendSettings other ? other : blend,
        allowed,
        part instanceof MeasuringSettings other ? other : measuring,
        part instanceof CacheSettings other ? other : cache,
        part instanceof ExplorationSettings other ? other : exploration,
        part instanceof FeedbackSettings other ? other : feedback,
        part instanceof ContentSettings other ? other : content,
        part instanceof BoughtSettings other ? other : bought,
        part instanceof EmbeddingSettings other ? other : embedding);
  }
}
