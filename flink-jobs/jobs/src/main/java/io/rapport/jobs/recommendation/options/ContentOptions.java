package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the comparison of items by their texts. */
public final class ContentOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation");
  private static final ContentSettings DEFAULT = ContentSettings.DEFAULT;

  public static final ConfigOption<Boolean> EMBEDDING =
      OPTIONS.flag(
          "content.embedding",
          DEFAULT.embedding(),
          "Whether texts are likened by a sentence embedding (English) beside hashed words and"
              + " n-grams (any language). A change makes the items found until then unlike those"
              + " found afterwards, until their texts change.");

  public static final ConfigOption<Double> EMBEDDING_SHARE =
      OPTIONS.number(
          "content.embedding-share",
          DEFAULT.embeddingWeight(),
          "Share of the embedding in the likeness, from 0 to 1.");

  public static final ConfigOption<Integer> MAX_TEXT_LENGTH =
      OPTIONS.number(
          "content.max-text-length",
          DEFAULT.maxTextLength(),
          "Characters of an item's title, category, brand and description that are read.");

  public static final ConfigOption<Integer> TABLES =
      OPTIONS.number(
          "content.tables",
          DEFAULT.tables(),
          "Independent sets of buckets in which similar texts are looked for, at most 64; more"
              + " find more neighbours and cost more.");

  public static final ConfigOption<Integer> DEPTH =
      OPTIONS.number(
          "content.depth", DEFAULT.depth(), "Bits of a bucket's longest name, at most 30.");

  public static final ConfigOption<Integer> STEP =
      OPTIONS.number(
          "content.step",
          DEFAULT.step(),
          "Bits by which the bucket names of a table differ in length.");

  public static final ConfigOption<Integer> BUCKET_SIZE =
      OPTIONS.number("content.bucket-size", DEFAULT.bucketSize(), "Newest items kept of a bucket.");

  public static final ConfigOption<Integer> MAX_COMPARISONS =
      OPTIONS.number(
          "content.max-comparisons",
          DEFAULT.meetings(),
          "Items of one bucket, the most alike, a new one is compared with.");

  public static final ConfigOption<Integer> MAX_PARTNERS =
      OPTIONS.number(
          "content.max-partners",
          DEFAULT.partners(),
          "Items an item may be a content neighbour of.");

  public static final ConfigOption<Integer> MAX_NEIGHBOURS =
      OPTIONS.number(
          "content.max-neighbours",
          DEFAULT.maxNeighbours(),
          "Content neighbours kept of an item; 0 switches them off.");

  public static final ConfigOption<Integer> REPLY_SIZE =
      OPTIONS.number(
          "content.reply-size",
          DEFAULT.replySize(),
          "Best content neighbours of an item that are ranked for the visitor.");

  public static final ConfigOption<Double> MIN_SIMILARITY =
      OPTIONS.number(
          "content.min-similarity",
          DEFAULT.minSimilarity(),
          "Cosine below which two texts are not alike.");

  public static final ConfigOption<Integer> NEWCOMERS =
      OPTIONS.number(
          "newcomers",
          DEFAULT.newcomers(),
          "Places of a list, the last, given to items hardly visited yet that read like what the"
              + " visitor looks at; 0 for none.");

  public static final ConfigOption<Double> NEWCOMER_VISITS =
      OPTIONS.number(
          "newcomer-visits",
          DEFAULT.newcomerVisits(),
          "Decayed number of visits from which an item is no newcomer.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "content.expiry",
          DEFAULT.expiryMillis(),
          "Time after an item's last catalogue entry after which its text is forgotten.");

  private ContentOptions() {}

  /** The options as core's settings. */
  static ContentSettings content(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.embedding(config.get(EMBEDDING))
                .embeddingWeight(config.get(EMBEDDING_SHARE))
                .maxTextLength(config.get(MAX_TEXT_LENGTH))
                .tables(config.get(TABLES))
                .depth(config.get(DEPTH))
                .step(config.get(STEP))
                .bucketSize(config.get(BUCKET_SIZE))
                .meetings(config.get(MAX_COMPARISONS))
                .partners(config.get(MAX_PARTNERS))
                .maxNeighbours(config.get(MAX_NEIGHBOURS))
                .replySize(config.get(REPLY_SIZE))
                .minSimilarity(config.get(MIN_SIMILARITY))
                .newcomers(config.get(NEWCOMERS))
                .newcomerVisits(config.get(NEWCOMER_VISITS))
                .expiryMillis(config.get(EXPIRY).toMillis()));
  }
}
