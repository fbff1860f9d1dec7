package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.CountingSettings;
import io.rapport.core.recommendation.settings.ErasureSettings;
import io.rapport.core.recommendation.settings.ExposureSettings;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.recommendation.settings.MeasuringSettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.recommendation.settings.SessionSettings;
import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.state.CacheSettings;
import io.rapport.core.state.PublicationPace;
import io.rapport.core.stats.ForwardDecay;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;

/** How recommendations are made. */
public final class RecommendationOptions {

  private static final RecommendationSettings DEFAULTS = RecommendationSettings.DEFAULT;

  public static final ConfigOption<Integer> WINDOW =
      ConfigOptions.key("rapport.recommendation.window")
          .intType()
          .defaultValue(DEFAULTS.history().window())
          .withDescription("How many earlier items of a session are paired with the next one.");

  public static final ConfigOption<Duration> SESSION_GAP =
      ConfigOptions.key("rapport.recommendation.session-gap")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.history().sessionGapMillis()))
          .withDescription("Inactivity that ends a session when the website names no sessions.");

  public static final ConfigOption<Duration> ALLOWED_LATENESS =
      ConfigOptions.key("rapport.recommendation.allowed-lateness")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.history().allowedLatenessMillis()))
          .withDescription("A click older than the visitor's newest by more than this is late.");

  public static final ConfigOption<Integer> REMEMBERED_IDS =
      ConfigOptions.key("rapport.recommendation.remembered-ids")
          .intType()
          .defaultValue(DEFAULTS.history().rememberedIds())
          .withDescription("Event ids kept of a visitor to tell duplicates.");

  public static final ConfigOption<Integer> EVENTS_PER_MINUTE =
      ConfigOptions.key("rapport.recommendation.events-per-minute")
          .intType()
          .defaultValue(DEFAULTS.history().eventsPerMinute())
          .withDescription(
              "A visitor's clicks on items beyond this many in one minute are answered but"
                  + " teach nothing.");

  public static final ConfigOption<Duration> HISTORY_EXPIRY =
      ConfigOptions.key("rapport.recommendation.history-expiry")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.history().expiryMillis()))
          .withDescription("Inactivity after which a visitor's way is forgotten.");

  public static final ConfigOption<Duration> HALF_LIFE =
      ConfigOptions.key("rapport.recommendation.half-life")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.counting().decay().halfLifeMillis()))
          .withDescription("Time in which the count of a pair of items falls to half.");

  public static final ConfigOption<Double> BACKWARD_WEIGHT =
      ConfigOptions.key("rapport.recommendation.backward-weight")
          .doubleType()
          .defaultValue(DEFAULTS.counting().backward())
          .withDescription("Weight of a pair against its direction, from 0 to 1.");

  public static final ConfigOption<Double> OWN_DAMPING =
      ConfigOptions.key("rapport.recommendation.own-damping")
          .doubleType()
          .defaultValue(DEFAULTS.counting().ownDamping())
          .withDescription(
              "Exponent by which an item's own popularity damps the scores of its neighbours.");

  public static final ConfigOption<Double> NEIGHBOUR_DAMPING =
      ConfigOptions.key("rapport.recommendation.neighbour-damping")
          .doubleType()
          .defaultValue(DEFAULTS.counting().neighbourDamping())
          .withDescription("Exponent by which a neighbour's popularity damps its score.");

  public static final ConfigOption<Integer> MAX_NEIGHBOURS =
      ConfigOptions.key("rapport.recommendation.max-neighbours")
          .intType()
          .defaultValue(DEFAULTS.counting().maxNeighbours())
          .withDescription("Neighbours kept of an item.");

  public static final ConfigOption<Double> MIN_WEIGHT =
      ConfigOptions.key("rapport.recommendation.min-weight")
          .doubleType()
          .defaultValue(DEFAULTS.counting().minWeight())
          .withDescription("A pair whose decayed count is below this is dropped.");

  public static final ConfigOption<Integer> REPLY_SIZE =
      ConfigOptions.key("rapport.recommendation.reply-size")
          .intType()
          .defaultValue(DEFAULTS.counting().replySize())
          .withDescription(
              "Best neighbours of an item that are ranked for the visitor and published.");

  public static final ConfigOption<Duration> PUBLISH_INTERVAL =
      ConfigOptions.key("rapport.recommendation.publish-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.counting().publishIntervalMillis()))
          .withDescription("An item's neighbours are published at most once in this event time.");

  public static final ConfigOption<Duration> ITEM_EXPIRY =
      ConfigOptions.key("rapport.recommendation.item-expiry")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.counting().expiryMillis()))
          .withDescription("Inactivity after which an item is forgotten.");

  public static final ConfigOption<Integer> SIZE =
      ConfigOptions.key("rapport.recommendation.size")
          .intType()
          .defaultValue(DEFAULTS.ranking().size())
          .withDescription("Items recommended.");

  public static final ConfigOption<Double> STEP_DECAY =
      ConfigOptions.key("rapport.recommendation.step-decay")
          .doubleType()
          .defaultValue(DEFAULTS.ranking().stepDecay())
          .withDescription(
              "Weight of the neighbours of an item relative to those of the item after it.");

  public static final ConfigOption<Integer> CACHED_REPLIES =
      ConfigOptions.key("rapport.recommendation.cached-replies")
          .intType()
          .defaultValue(DEFAULTS.ranking().cachedReplies())
          .withDescription("The visitor's items whose neighbours are kept and ranked.");

  public static final ConfigOption<Integer> REASONS =
      ConfigOptions.key("rapport.recommendation.reasons")
          .intType()
          .defaultValue(DEFAULTS.ranking().reasons())
          .withDescription("Contributions named for a recommended item.");

  public static final ConfigOption<Integer> BOUGHT_ITEMS =
      ConfigOptions.key("rapport.recommendation.bought-items")
          .intType()
          .defaultValue(DEFAULTS.ranking().boughtItems())
          .withDescription(
              "Items bought that are remembered and not recommended; 0 recommends them.");

  public static final ConfigOption<Integer> TOUCHED_ITEMS =
      ConfigOptions.key("rapport.recommendation.touched-items")
          .intType()
          .defaultValue(DEFAULTS.ranking().touchedItems())
          .withDescription(
              "Items a visitor touched last, in this session and before, that are ranked beside all"
                  + " others, with whether they are in the cart or on the wish list; 0 ranks the"
                  + " session's alone.");

  public static final ConfigOption<Duration> TOUCHED_EXPIRY =
      ConfigOptions.key("rapport.recommendation.touched-expiry")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.ranking().touchedExpiryMillis()))
          .withDescription("Inactivity after which the items a visitor touched are forgotten.");

  public static final ConfigOption<SeenFilter> SEEN_FILTER =
      ConfigOptions.key("rapport.recommendation.seen-filter")
          .enumType(SeenFilter.class)
          .defaultValue(DEFAULTS.ranking().seenFilter())
          .withDescription(
              "Which items looked at are not recommended: the one being looked at, all remembered, or none.");

  public static final ConfigOption<Integer> SEEN_ITEMS =
      ConfigOptions.key("rapport.recommendation.seen-items")
          .intType()
          .defaultValue(DEFAULTS.ranking().seenItems())
          .withDescription("Items looked at that are remembered when all are filtered.");

  public static final ConfigOption<Integer> UNAVAILABLE_ITEMS =
      ConfigOptions.key("rapport.recommendation.unavailable-items")
          .intType()
          .defaultValue(DEFAULTS.ranking().unavailableItems())
          .withDescription(
              "Unavailable items remembered; when more, the longest unavailable give way.");

  public static final ConfigOption<Integer> KNOWN_ITEMS =
      ConfigOptions.key("rapport.recommendation.known-items")
          .intType()
          .defaultValue(DEFAULTS.ranking().knownItems())
          .withDescription(
              "Items of the catalogue whose category, brand and price rules can ask for, 20 bytes"
                  + " each on every ranking subtask; further ones are not known.");

  public static final ConfigOption<Integer> KNOWN_NAMES =
      ConfigOptions.key("rapport.recommendation.known-names")
          .intType()
          .defaultValue(DEFAULTS.ranking().knownNames())
          .withDescription("Names of categories that are known, and as many of brands.");

  public static final ConfigOption<Integer> SHOWN_ITEMS =
      ConfigOptions.key("rapport.recommendation.shown-items")
          .intType()
          .defaultValue(DEFAULTS.feedback().shownItems())
          .withDescription(
              "Recommended items shown to a visitor that are remembered to see whether they are"
                  + " bought.");

  public static final ConfigOption<Integer> ERASURE_VISITS =
      ConfigOptions.key("rapport.recommendation.erasure.visits")
          .intType()
          .defaultValue(DEFAULTS.history().erasure().visits())
          .withDescription(
              "Visits of a visitor kept, some 10 bytes each, so that they can be taken back when the"
                  + " visitor is erased; earlier ones stay counted, without a name, until they have"
                  + " faded.");

  public static final ConfigOption<Integer> ERASURE_ORDERS =
      ConfigOptions.key("rapport.recommendation.erasure.orders")
          .intType()
          .defaultValue(DEFAULTS.history().erasure().orders())
          .withDescription("The same for orders.");

  public static final ConfigOption<Duration> ERASURE_WINDOW =
      ConfigOptions.key("rapport.recommendation.erasure.window")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.history().erasure().windowMillis()))
          .withDescription(
              "How long visits and orders are kept for that after a visitor's last one.");

  public static final ConfigOption<Double> EXPOSURE_SHARE =
      ConfigOptions.key("rapport.recommendation.exposure-share")
          .doubleType()
          .defaultValue(DEFAULTS.measuring().exposure().share())
          .withDescription(
              "Share of the recommendations of which is reported which items, categories and sellers"
                  + " they expose; 0 for none.");

  public static final ConfigOption<Integer> EXPOSURE_MAX_ITEMS =
      ConfigOptions.key("rapport.recommendation.exposure.max-items")
          .intType()
          .defaultValue(DEFAULTS.measuring().exposure().maxItems())
          .withDescription(
              "Items of a site whose exposure is kept apart between two reports; of further ones only"
                  + " the sums over all are.");

  public static final ConfigOption<Integer> EXPOSURE_MAX_NAMES =
      ConfigOptions.key("rapport.recommendation.exposure.max-names")
          .intType()
          .defaultValue(DEFAULTS.measuring().exposure().maxNames())
          .withDescription("The same for categories, and for sellers.");

  public static final ConfigOption<Integer> EXPOSURE_REPORTED_NAMES =
      ConfigOptions.key("rapport.recommendation.exposure.reported-names")
          .intType()
          .defaultValue(DEFAULTS.measuring().exposure().reportedNames())
          .withDescription(
              "Categories, and sellers, whose share of exposure is reported by name: the greatest.");

  public static final ConfigOption<Duration> REPLIES_EXPIRY =
      ConfigOptions.key("rapport.recommendation.replies-expiry")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.ranking().repliesExpiryMillis()))
          .withDescription(
              "Inactivity after which the neighbours kept of a visitor's items are dropped.");

  public static final ConfigOption<Duration> VISITOR_EXPIRY =
      ConfigOptions.key("rapport.recommendation.visitor-expiry")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.ranking().expiryMillis()))
          .withDescription("Inactivity after which a visitor's purchases are forgotten.");

  public static final ConfigOption<Duration> TRENDING_HALF_LIFE =
      ConfigOptions.key("rapport.recommendation.trending.half-life")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.trending().decay().halfLifeMillis()))
          .withDescription("Time in which the weight of a visit falls to half for trending.");

  public static final ConfigOption<Integer> TRENDING_SEGMENTS =
      ConfigOptions.key("rapport.recommendation.trending.segments")
          .intType()
          .defaultValue(DEFAULTS.trending().segments())
          .withDescription(
              "Customer segments whose visits of an item are told apart, for what is trending in"
                  + " each; 0 for none.");

  public static final ConfigOption<Integer> TRENDING_CAPACITY =
      ConfigOptions.key("rapport.recommendation.trending.capacity")
          .intType()
          .defaultValue(DEFAULTS.trending().capacity())
          .withDescription("Items counted a site for trending.");

  public static final ConfigOption<Integer> TRENDING_SIZE =
      ConfigOptions.key("rapport.recommendation.trending.size")
          .intType()
          .defaultValue(DEFAULTS.trending().size())
          .withDescription("Trending items kept ready a site; 0 switches trending off.");

  public static final ConfigOption<Duration> TRENDING_REPORT_INTERVAL =
      ConfigOptions.key("rapport.recommendation.trending.report-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.trending().reportIntervalMillis()))
          .withDescription("An item reports its visits at most once in this event time.");

  public static final ConfigOption<Duration> TRENDING_PUBLISH_INTERVAL =
      ConfigOptions.key("rapport.recommendation.trending.publish-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.trending().publishIntervalMillis()))
          .withDescription("A site's trending items are renewed at most once in this event time.");

  public static final ConfigOption<Integer> TRENDING_LISTS =
      ConfigOptions.key("rapport.recommendation.trending.lists")
          .intType()
          .defaultValue(DEFAULTS.trending().lists())
          .withDescription(
              "Sites, categories and segments whose trending items are known to the rankers; further"
                  + " ones are counted as refused-trending-lists.");

  public static final ConfigOption<Duration> TRENDING_EXPIRY =
      ConfigOptions.key("rapport.recommendation.trending.expiry")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.trending().expiryMillis()))
          .withDescription("Inactivity after which a site's trending items are forgotten.");

  public static final ConfigOption<Double> MEASURED_SHARE =
      ConfigOptions.key("rapport.recommendation.measured-share")
          .doubleType()
          .defaultValue(DEFAULTS.measuring().share())
          .withDescription(
              "Share of the visitors for whom it is measured whether the next item visited was recommended; 0 for none.");

  public static final ConfigOption<MemorySize> CACHE_SIZE =
      ConfigOptions.key("rapport.recommendation.cache.size")
          .memoryType()
          .defaultValue(new MemorySize(DEFAULTS.cache().bytes()))
          .withDescription(
              "Values kept unpacked in front of each keyed state, a task; as large as they are when packed, on the heap about twice that. 0 for none.");

  public static final ConfigOption<MemorySize> CACHE_UNWRITTEN =
      ConfigOptions.key("rapport.recommendation.cache.unwritten-size")
          .memoryType()
          .defaultValue(new MemorySize(DEFAULTS.cache().unwrittenBytes()))
          .withDescription(
              "Of these, values that may have changed since they were written to the state. Every checkpoint holds them: more makes fewer writes and larger checkpoints.");

  public static final ConfigOption<Double> CACHE_SNAPSHOT_SHARE =
      ConfigOptions.key("rapport.recommendation.cache.snapshot-share")
          .doubleType()
          .defaultValue(DEFAULTS.cache().snapshotShare())
          .withDescription(
              "How much of its processors, from 0.01 to 1, but never more than one of them, the checkpoints of a TaskManager take for packing and writing these values: less spreads a checkpoint over more time and leaves more to the tasks meanwhile.");

  public static final ConfigOption<List<CandidateSource>> SOURCES =
      ConfigOptions.key("rapport.recommendation.sources")
          .enumType(CandidateSource.class)
          .asList()
          .defaultValues(DEFAULTS.sources().stream().sorted().toArray(CandidateSource[]::new))
          .withDescription("Where candidates come from.");

  public static final ConfigOption<Integer> MAX_SESSIONS =
      ConfigOptions.key("rapport.recommendation.sessions.max-sessions")
          .intType()
          .defaultValue(DEFAULTS.sessions().maxSessions())
          .withDescription(
              "Sessions remembered an item, one a visitor; 0 switches session neighbours off.");

  public static final ConfigOption<Integer> SESSION_REACH =
      ConfigOptions.key("rapport.recommendation.sessions.reach")
          .intType()
          .defaultValue(DEFAULTS.sessions().reach())
          .withDescription("Items remembered of a session before the item, and as many after it.");

  public static final ConfigOption<Integer> SESSION_REPLY_SIZE =
      ConfigOptions.key("rapport.recommendation.sessions.reply-size")
          .intType()
          .defaultValue(DEFAULTS.sessions().replySize())
          .withDescription(
              "Best candidates of an item's sessions that are ranked for the visitor.");

  public static final ConfigOption<Integer> BLEND_UNITS =
      ConfigOptions.key("rapport.recommendation.blend.units")
          .intType()
          .defaultValue(DEFAULTS.blend().units())
          .withDescription("Hidden units of the learned blend; 0 ranks by a fixed blend.");

  public static final ConfigOption<Integer> BLEND_CANDIDATES =
      ConfigOptions.key("rapport.recommendation.blend.max-candidates")
          .intType()
          .defaultValue(DEFAULTS.blend().maxCandidates())
          .withDescription("Candidates the learned blend ranks.");

  public static final ConfigOption<Double> BLEND_EXAMPLES =
      ConfigOptions.key("rapport.recommendation.blend.example-share")
          .doubleType()
          .defaultValue(DEFAULTS.blend().exampleShare())
          .withDescription("Share of the clicks the blend learns from, from 0 to 1.");

  public static final ConfigOption<Integer> BLEND_MIN_EXAMPLES =
      ConfigOptions.key("rapport.recommendation.blend.min-examples")
          .intType()
          .defaultValue(DEFAULTS.blend().minExamples())
          .withDescription(
              "Examples a site's blend has learned before it is used; until then a fixed blend"
                  + " ranks.");

  public static final ConfigOption<Double> BLEND_RATE =
      ConfigOptions.key("rapport.recommendation.blend.rate")
          .doubleType()
          .defaultValue(DEFAULTS.blend().rate())
          .withDescription("Learning rate of the blend (AdaGrad).");

  public static final ConfigOption<Long> BLEND_SEED =
      ConfigOptions.key("rapport.recommendation.blend.seed")
          .longType()
          .defaultValue(DEFAULTS.blend().seed())
          .withDescription("Seed of the blend's first weights.");

  public static final ConfigOption<Duration> BLEND_PUBLICATION_INTERVAL =
      ConfigOptions.key("rapport.recommendation.blend.publication-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.blend().publication().intervalMillis()))
          .withDescription("Least event time between two publications of a site's blend.");

  public static final ConfigOption<Double> BLEND_PUBLICATION_SHARE =
      ConfigOptions.key("rapport.recommendation.blend.publication-share")
          .doubleType()
          .defaultValue(DEFAULTS.blend().publication().share())
          .withDescription(
              "Share of the examples a blend has learned that has to be new before it is published"
                  + " again, from 0 to 1.");

  public static final ConfigOption<Duration> BLEND_PUBLICATION_PATIENCE =
      ConfigOptions.key("rapport.recommendation.blend.publication-patience")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULTS.blend().publication().patienceMillis()))
          .withDescription(
              "Event time after which a blend is published even if a smaller share is new.");

  private RecommendationOptions() {}

  /**
   * The options as core's settings.
   *
   * @throws IllegalArgumentException for a value out of its bounds, naming it
   */
  public static RecommendationSettings settings(ReadableConfig config) {
    return new RecommendationSettings(
        history(config),
        counting(config),
        ranking(config),
        trending(config),
        sessions(config),
        blend(config),
        Set.copyOf(config.get(SOURCES)),
        new MeasuringSettings(
            config.get(MEASURED_SHARE),
            new ExposureSettings(
                config.get(EXPOSURE_SHARE),
                config.get(EXPOSURE_MAX_ITEMS),
                config.get(EXPOSURE_MAX_NAMES),
                config.get(EXPOSURE_REPORTED_NAMES))),
        new CacheSettings(
            config.get(CACHE_SIZE).getBytes(),
            config.get(CACHE_UNWRITTEN).getBytes(),
            config.get(CACHE_SNAPSHOT_SHARE)),
        FeedbackOptions.exploration(config),
        FeedbackOptions.feedback(config),
        ContentOptions.content(config),
        ContentOptions.bought(config),
        EmbeddingOptions.embedding(config));
  }

  private static SessionSettings sessions(ReadableConfig config) {
    return new SessionSettings(
        config.get(MAX_SESSIONS), config.get(SESSION_REACH), config.get(SESSION_REPLY_SIZE));
  }

  private static BlendSettings blend(ReadableConfig config) {
    return new BlendSettings(
        config.get(BLEND_UNITS),
        config.get(BLEND_CANDIDATES),
        config.get(BLEND_EXAMPLES),
        config.get(BLEND_MIN_EXAMPLES),
        config.get(BLEND_RATE),
        config.get(BLEND_SEED),
        new PublicationPace(
            config.get(BLEND_PUBLICATION_INTERVAL).toMillis(),
            config.get(BLEND_PUBLICATION_SHARE),
            config.get(BLEND_PUBLICATION_PATIENCE).toMillis()));
  }

  private static HistorySettings history(ReadableConfig config) {
    return new HistorySettings(
        config.get(WINDOW),
        config.get(SESSION_GAP).toMillis(),
        config.get(ALLOWED_LATENESS).toMillis(),
        config.get(REMEMBERED_IDS),
        config.get(EVENTS_PER_MINUTE),
        config.get(HISTORY_EXPIRY).toMillis(),
        new ErasureSettings(
            config.get(ERASURE_VISITS),
            config.get(ERASURE_ORDERS),
            config.get(ERASURE_WINDOW).toMillis()));
  }

  private static CountingSettings counting(ReadableConfig config) {
    return new CountingSettings(
        ForwardDecay.halfLife(config.get(HALF_LIFE).toMillis()),
        config.get(BACKWARD_WEIGHT),
        config.get(OWN_DAMPING),
        config.get(NEIGHBOUR_DAMPING),
        config.get(MAX_NEIGHBOURS),
        config.get(MIN_WEIGHT),
        config.get(REPLY_SIZE),
        config.get(PUBLISH_INTERVAL).toMillis(),
        config.get(ITEM_EXPIRY).toMillis());
  }

  private static RankingSettings ranking(ReadableConfig config) {
    return new RankingSettings(
        config.get(SIZE),
        config.get(STEP_DECAY),
        config.get(CACHED_REPLIES),
        config.get(REASONS),
        config.get(BOUGHT_ITEMS),
        config.get(SEEN_FILTER),
        config.get(SEEN_ITEMS),
        config.get(UNAVAILABLE_ITEMS),
        config.get(REPLIES_EXPIRY).toMillis(),
        config.get(VISITOR_EXPIRY).toMillis(),
        config.get(KNOWN_ITEMS),
        config.get(KNOWN_NAMES),
        config.get(TOUCHED_ITEMS),
        config.get(TOUCHED_EXPIRY).toMillis());
  }

  private static TrendingSettings trending(ReadableConfig config) {
    return new TrendingSettings(
        ForwardDecay.halfLife(config.get(TRENDING_HALF_LIFE).toMillis()),
        config.get(TRENDING_CAPACITY),
        config.get(TRENDING_SIZE),
        config.get(TRENDING_REPORT_INTERVAL).toMillis(),
        config.get(TRENDING_PUBLISH_INTERVAL).toMillis(),
        config.get(TRENDING_LISTS),
        config.get(TRENDING_SEGMENTS),
        config.get(TRENDING_EXPIRY).toMillis());
  }
}
