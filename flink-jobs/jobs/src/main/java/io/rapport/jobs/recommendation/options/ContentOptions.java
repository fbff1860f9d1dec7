package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.BoughtSettings;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.stats.ForwardDecay;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** What texts and orders say of items. */
public final class ContentOptions {

  private static final ContentSettings CONTENT = ContentSettings.DEFAULT;
  private static final BoughtSettings BOUGHT = BoughtSettings.DEFAULT;

  public static final ConfigOption<Integer> NEWCOMERS =
      number(
          "newcomers",
          CONTENT.newcomers(),
          "Places of a list, the last, given to items hardly visited yet that read like what the"
              + " visitor looks at; 0 for none.");

  public static final ConfigOption<Double> NEWCOMER_VISITS =
      share(
          "newcomer-visits",
          CONTENT.newcomerVisits(),
          "Decayed number of visits from which an item is no newcomer.");

  public static final ConfigOption<Boolean> EMBEDDING =
      ConfigOptions.key("rapport.recommendation.content.embedding")
          .booleanType()
          .defaultValue(CONTENT.embedding())
          .withDescription(
              "Whether texts are likened by a sentence embedding (English) beside hashed words and"
                  + " n-grams (any language). A change makes the items found until then unlike those"
                  + " found afterwards, until their texts change.");

  public static final ConfigOption<Double> EMBEDDING_WEIGHT =
      share(
          "content.embedding-weight",
          CONTENT.embeddingWeight(),
          "Share of the embedding in the likeness, from 0 to 1.");

  public static final ConfigOption<Integer> MAX_TEXT_LENGTH =
      number(
          "content.max-text-length",
          CONTENT.maxTextLength(),
          "Characters of an item's title, category, brand and description that are read.");

  public static final ConfigOption<Integer> TABLES =
      number(
          "content.tables",
          CONTENT.tables(),
          "Independent sets of buckets in which similar texts are looked for.");

  public static final ConfigOption<Integer> DEPTH =
      number("content.depth", CONTENT.depth(), "Bits of a bucket's longest name.");

  public static final ConfigOption<Integer> STEP =
      number(
          "content.step",
          CONTENT.step(),
          "Bits by which the bucket names of a table differ in length.");

  public static final ConfigOption<Integer> BUCKET_SIZE =
      number("content.bucket-size", CONTENT.bucketSize(), "Newest items kept of a bucket.");

  public static final ConfigOption<Integer> MEETINGS =
      number(
          "content.meetings",
          CONTENT.meetings(),
          "Items of one bucket, the most alike, a new one is compared with.");

  public static final ConfigOption<Integer> PARTNERS =
      number(
          "content.partners", CONTENT.partners(), "Items an item may be a content neighbour of.");

  public static final ConfigOption<Integer> CONTENT_NEIGHBOURS =
      number(
          "content.max-neighbours",
          CONTENT.maxNeighbours(),
          "Content neighbours kept of an item; 0 switches them off.");

  public static final ConfigOption<Integer> CONTENT_REPLY_SIZE =
      number(
          "content.reply-size",
          CONTENT.replySize(),
          "Best content neighbours of an item that are ranked for the visitor.");

  public static final ConfigOption<Double> MIN_SIMILARITY =
      share(
          "content.min-similarity",
          CONTENT.minSimilarity(),
          "Cosine below which two texts are not alike.");

  public static final ConfigOption<Duration> CONTENT_EXPIRY =
      duration(
          "content.expiry",
          CONTENT.expiryMillis(),
          "Time after an item's last catalogue entry after which its text is forgotten.");

  public static final ConfigOption<Duration> BOUGHT_HALF_LIFE =
      duration(
          "bought.half-life",
          BOUGHT.decay().halfLifeMillis(),
          "Time in which the weight of an order falls to half.");

  public static final ConfigOption<Integer> BOUGHT_LINES =
      number(
          "bought.max-lines", BOUGHT.maxLines(), "Different items of one order that are paired.");

  public static final ConfigOption<Integer> BOUGHT_PAIRS =
      number(
          "bought.max-pairs",
          BOUGHT.maxPairs(),
          "Items counted that are bought with one; 0 switches them off.");

  public static final ConfigOption<Integer> BOUGHT_REPLY_SIZE =
      number(
          "bought.reply-size",
          BOUGHT.replySize(),
          "Best items bought with one that are ranked for the visitor.");

  public static final ConfigOption<Double> SIGNIFICANCE =
      share(
          "bought.significance",
          BOUGHT.significance(),
          "Log-likelihood ratio below which two items are taken to be bought together by chance.");

  public static final ConfigOption<Duration> ORDER_EXPIRY =
      duration(
          "bought.order-expiry",
          BOUGHT.orderExpiryMillis(),
          "Time after which an order is forgotten; a later return of it takes nothing back.");

  public static final ConfigOption<Duration> BOUGHT_EXPIRY =
      duration(
          "bought.expiry",
          BOUGHT.expiryMillis(),
          "Time without an order after which an item's counts of orders are forgotten.");

  private ContentOptions() {}

  private static ConfigOption<Integer> number(String key, int value, String description) {
    return key(key).intType().defaultValue(value).withDescription(description);
  }

  private static ConfigOption<Double> share(String key, double value, String description) {
    return key(key).doubleType().defaultValue(value).withDescription(description);
  }

  private static ConfigOption<Duration> duration(String key, long millis, String description) {
    return key(key)
        .durationType()
        .defaultValue(Duration.ofMillis(millis))
        .withDescription(description);
  }

  private static ConfigOptions.OptionBuilder key(String key) {
    return ConfigOptions.key("rapport.recommendation." + key);
  }

  static ContentSettings content(ReadableConfig config) {
    return new ContentSettings(
        config.get(EMBEDDING),
        config.get(EMBEDDING_WEIGHT),
        config.get(MAX_TEXT_LENGTH),
        config.get(TABLES),
        config.get(DEPTH),
        config.get(STEP),
        config.get(BUCKET_SIZE),
        config.get(MEETINGS),
        config.get(PARTNERS),
        config.get(CONTENT_NEIGHBOURS),
        config.get(CONTENT_REPLY_SIZE),
        config.get(MIN_SIMILARITY),
        config.get(NEWCOMERS),
        config.get(NEWCOMER_VISITS),
        config.get(CONTENT_EXPIRY).toMillis());
  }

  static BoughtSettings bought(ReadableConfig config) {
    return new BoughtSettings(
        ForwardDecay.halfLife(config.get(BOUGHT_HALF_LIFE).toMillis()),
        config.get(BOUGHT_LINES),
        config.get(BOUGHT_PAIRS),
        config.get(BOUGHT_REPLY_SIZE),
        config.get(SIGNIFICANCE),
        config.get(ORDER_EXPIRY).toMillis(),
        config.get(BOUGHT_EXPIRY).toMillis());
  }
}
