package io.rapport.jobs.recommendation.options;

import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of content similarity, which compares items by their texts. */
public final class ContentOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.recommendation");
  private static final ContentSettings DEFAULT = ContentSettings.DEFAULT;

  public static final ConfigOption<Boolean> EMBEDDING =
      OPTIONS.flag(
          "content.embedding",
          DEFAULT.embedding(),
          "Whether texts are compared by a sentence embedding (English) as well as by"
              + " hashed words and n-grams (any language). After a change, items encoded"
              + " before it do not match those encoded after it until their texts change.");

  public static final ConfigOption<Double> EMBEDDING_SHARE =
      OPTIONS.number(
          "content.embedding-share",
          DEFAULT.embeddingWeight(),
          "Share of the embedding in the similarity, from 0 to 1.");

  public static final ConfigOption<Integer> MAX_TEXT_LENGTH =
      OPTIONS.number(
          "content.max-text-length",
          DEFAULT.maxTextLength(),
          "Characters read of an item's title, category, brand and description.");

  public static final ConfigOption<Integer> TABLES =
      OPTIONS.number(
          "content.tables",
          DEFAULT.tables(),
          "Independent LSH tables that are searched for similar texts, at most 64. More"
              + " tables find more neighbours and cost more.");

  public static final ConfigOption<Integer> DEPTH =
      OPTIONS.number(
          "content.depth", DEFAULT.depth(), "Bits of the longest LSH bucket name, at most 30.");

  public static final ConfigOption<Integer> STEP =
      OPTIONS.number(
          "content.step",
          DEFAULT.step(),
          "Bits by which the bucket names of an LSH table differ in length.");

  public static final ConfigOption<Integer> BUCKET_SIZE =
      OPTIONS.number(
          "content.bucket-size", DEFAULT.bucketSize(), "Newest items kept per LSH bucket.");

  public static final ConfigOption<Integer> MAX_COMPARISONS =
      OPTIONS.number(
          "content.max-comparisons",
          DEFAULT.meetings(),
          "Most similar items of a bucket that a new item is compared with.");

  public static final ConfigOption<Integer> MAX_PARTNERS =
      OPTIONS.number(
          "content.max-partners",
          DEFAULT.partners(),
          "Items of which an item may be a content neighbour.");

  public static final ConfigOption<Integer> MAX_NEIGHBOURS =
      OPTIONS.number(
          "content.max-neighbours",
          DEFAULT.maxNeighbours(),
          "Content neighbours kept per item; 0 switches this source off.");

  public static final ConfigOption<Integer> REPLY_SIZE =
      OPTIONS.number(
          "content.reply-size",
          DEFAULT.replySize(),
          "Best content neighbours of an item that are ranked for the visitor.");

  public static final ConfigOption<Double> MIN_SIMILARITY =
      OPTIONS.number(
          "content.min-similarity",
          DEFAULT.minSimilarity(),
          "Cosine below which two texts are not similar.");

  public static final ConfigOption<Integer> NEWCOMERS =
      OPTIONS.number(
          "newcomers",
          DEFAULT.newcomers(),
          "Last places of a list that are reserved for hardly visited items with a text"
              + " similar to the visitor's items; 0 for none.");

  public static final ConfigOption<Double> NEWCOMER_VISITS =
      OPTIONS.number(
          "newcomer-visits",
          DEFAULT.newcomerVisits(),
          "Decayed number of visits from which an item is no longer a newcomer.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "content.expiry",
          DEFAULT.expiryMillis(),
          "Time since an item's last catalogue entry after which its text is forgotten.");

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
