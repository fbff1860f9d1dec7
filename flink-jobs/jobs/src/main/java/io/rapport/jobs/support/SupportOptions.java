package io.rapport.jobs.support;

import io.rapport.core.state.PublicationPace;
import io.rapport.core.support.settings.ClassifierSettings;
import io.rapport.core.support.settings.KnowledgeSettings;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.settings.TicketErasureSettings;
import io.rapport.core.text.EncoderSettings;
import java.time.Duration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Options of the support job. */
public final class SupportOptions {

  private static final SupportSettings DEFAULT = SupportSettings.DEFAULT;

  public static final ConfigOption<String> PHONE_REGION =
      ConfigOptions.key("rapport.support.phone-region")
          .stringType()
          .defaultValue(DEFAULT.phoneRegion())
          .withDescription(
              "ISO 3166-1 alpha-2 region in which telephone numbers without a country prefix are"
                  + " looked for when tickets are redacted.");

  public static final ConfigOption<String> HUMAN_QUEUE =
      ConfigOptions.key("rapport.support.human-queue")
          .stringType()
          .defaultValue(DEFAULT.humanQueue())
          .withDescription("Queue of tickets on which the classifier abstains.");

  public static final ConfigOption<Double> RISK_TARGET =
      ConfigOptions.key("rapport.support.risk-target")
          .doubleType()
          .defaultValue(DEFAULT.classifier().riskTarget())
          .withDescription(
              "Share of wrong intents allowed among those the classifier does not abstain on;"
                  + " 1 leaves the decision to the minimum confidence alone.");

  public static final ConfigOption<Double> MINIMUM_CONFIDENCE =
      ConfigOptions.key("rapport.support.minimum-confidence")
          .doubleType()
          .defaultValue(DEFAULT.classifier().minimumConfidence())
          .withDescription(
              "Calibrated probability of an intent below which the classifier always abstains.");

  public static final ConfigOption<Integer> MAX_INTENTS =
      ConfigOptions.key("rapport.support.max-intents")
          .intType()
          .defaultValue(DEFAULT.classifier().maxLabels())
          .withDescription("Intents a site's model learns; further ones are refused and counted.");

  public static final ConfigOption<Integer> MAX_WEIGHTS =
      ConfigOptions.key("rapport.support.max-weights")
          .intType()
          .defaultValue(DEFAULT.classifier().maxWeights())
          .withDescription(
              "Weights a site's classifier keeps, about 10 bytes each; the smallest are forgotten"
                  + " beyond.");

  public static final ConfigOption<Integer> RESERVOIR =
      ConfigOptions.key("rapport.support.reservoir")
          .intType()
          .defaultValue(DEFAULT.classifier().reservoir())
          .withDescription("Past examples, as hashed n-grams, kept to be learned again.");

  public static final ConfigOption<Integer> REPLAYS =
      ConfigOptions.key("rapport.support.replays")
          .intType()
          .defaultValue(DEFAULT.classifier().replays())
          .withDescription("Past examples learned again with each new one.");

  public static final ConfigOption<Integer> WINDOW =
      ConfigOptions.key("rapport.support.calibration-window")
          .intType()
          .defaultValue(DEFAULT.classifier().window())
          .withDescription(
              "Latest examples, scored before they were learned, that calibrate confidence and set"
                  + " the threshold.");

  public static final ConfigOption<Integer> HASH_BITS =
      ConfigOptions.key("rapport.support.hash-bits")
          .intType()
          .defaultValue(DEFAULT.encoder().bits())
          .withDescription(
              "N-grams are hashed into two to this power features. A model learned under another"
                  + " value cannot be restored.");

  public static final ConfigOption<Integer> MAX_TEXT_LENGTH =
      ConfigOptions.key("rapport.support.max-text-length")
          .intType()
          .defaultValue(DEFAULT.encoder().maxCharacters())
          .withDescription("Characters of a ticket that are kept and read; the rest is cut off.");

  public static final ConfigOption<Integer> MAX_ARTICLES =
      ConfigOptions.key("rapport.support.max-articles")
          .intType()
          .defaultValue(DEFAULT.knowledge().maxArticles())
          .withDescription(
              "Active knowledge-base articles of a site; further ones are refused and counted.");

  public static final ConfigOption<Integer> SUGGESTIONS =
      ConfigOptions.key("rapport.support.suggestions")
          .intType()
          .defaultValue(DEFAULT.knowledge().suggestions())
          .withDescription("Most answers suggested for a ticket; 0 for none.");

  public static final ConfigOption<Double> MINIMUM_RELEVANCE =
      ConfigOptions.key("rapport.support.minimum-relevance")
          .doubleType()
          .defaultValue(DEFAULT.knowledge().minimumScore())
          .withDescription("Relevance below which an answer is not suggested.");

  public static final ConfigOption<Integer> MAX_SITES =
      ConfigOptions.key("rapport.support.max-sites")
          .intType()
          .defaultValue(DEFAULT.maxSites())
          .withDescription(
              "Sites whose models and articles a triage task holds; those of further ones are"
                  + " refused and counted.");

  public static final ConfigOption<Integer> RECENT_EVENTS =
      ConfigOptions.key("rapport.support.recent-events")
          .intType()
          .defaultValue(DEFAULT.duplicates())
          .withDescription("Event ids remembered a ticket, to drop duplicates; 8 bytes each.");

  public static final ConfigOption<Duration> ALLOWED_LATENESS =
      ConfigOptions.key("rapport.support.allowed-lateness")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULT.allowedLatenessMillis()))
          .withDescription(
              "How much older than its ticket's newest event a message may be and still be"
                  + " triaged.");

  public static final ConfigOption<Duration> TICKET_RETENTION =
      ConfigOptions.key("rapport.support.ticket-retention")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULT.ticketRetentionMillis()))
          .withDescription("Event time after which a ticket without events is forgotten.");

  public static final ConfigOption<Duration> CLOSED_RETENTION =
      ConfigOptions.key("rapport.support.closed-retention")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULT.closedRetentionMillis()))
          .withDescription("The same for a ticket that was closed.");

  public static final ConfigOption<Duration> PUBLICATION_INTERVAL =
      ConfigOptions.key("rapport.support.publication-interval")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULT.publication().intervalMillis()))
          .withDescription(
              "Least event time between two publications of a site's model; a new intent does not"
                  + " wait.");

  public static final ConfigOption<Double> PUBLICATION_SHARE =
      ConfigOptions.key("rapport.support.publication-share")
          .doubleType()
          .defaultValue(DEFAULT.publication().share())
          .withDescription(
              "Share of the examples a model has learned that has to be new before it is published"
                  + " again, from 0 to 1.");

  public static final ConfigOption<Duration> PUBLICATION_PATIENCE =
      ConfigOptions.key("rapport.support.publication-patience")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULT.publication().patienceMillis()))
          .withDescription(
              "Event time after which a model is published even if a smaller share is new.");

  public static final ConfigOption<Integer> ERASURE_TICKETS =
      ConfigOptions.key("rapport.support.erasure.max-tickets")
          .intType()
          .defaultValue(DEFAULT.erasure().maxTickets())
          .withDescription(
              "Tickets remembered a cookie, account or e-mail address, to be found when the person"
                  + " is erased; the one longest without an event gives way.");

  public static final ConfigOption<Duration> ERASURE_RETENTION =
      ConfigOptions.key("rapport.support.erasure.retention")
          .durationType()
          .defaultValue(Duration.ofMillis(DEFAULT.erasure().retentionMillis()))
          .withDescription(
              "Event time for which they are remembered after the person's last ticket event.");

  private SupportOptions() {}

  /** The options as core's settings. */
  public static SupportSettings settings(ReadableConfig config) {
    return new SupportSettings(
        encoder(config),
        classifier(config),
        knowledge(config),
        config.get(PHONE_REGION),
        config.get(HUMAN_QUEUE),
        config.get(MAX_SITES),
        config.get(RECENT_EVENTS),
        config.get(ALLOWED_LATENESS).toMillis(),
        config.get(TICKET_RETENTION).toMillis(),
        config.get(CLOSED_RETENTION).toMillis(),
        new PublicationPace(
            config.get(PUBLICATION_INTERVAL).toMillis(),
            config.get(PUBLICATION_SHARE),
            config.get(PUBLICATION_PATIENCE).toMillis()),
        new TicketErasureSettings(
            config.get(ERASURE_TICKETS), config.get(ERASURE_RETENTION).toMillis()));
  }

  private static EncoderSettings encoder(ReadableConfig config) {
    EncoderSettings standard = DEFAULT.encoder();
    return new EncoderSettings(
        config.get(HASH_BITS),
        config.get(MAX_TEXT_LENGTH),
        standard.wordGrams(),
        standard.shortestCharGram(),
        standard.longestCharGram(),
        standard.signed());
  }

  private static ClassifierSettings classifier(ReadableConfig config) {
    ClassifierSettings standard = DEFAULT.classifier();
    return new ClassifierSettings(
        config.get(MAX_INTENTS),
        standard.rate(),
        standard.initialSquare(),
        standard.tolerance(),
        config.get(REPLAYS),
        config.get(RESERVOIR),
        config.get(MAX_WEIGHTS),
        standard.shards(),
        config.get(WINDOW),
        config.get(RISK_TARGET),
        config.get(MINIMUM_CONFIDENCE),
        standard.seed());
  }

  private static KnowledgeSettings knowledge(ReadableConfig config) {
    return new KnowledgeSettings(
        config.get(MAX_ARTICLES),
        config.get(SUGGESTIONS),
        config.get(MINIMUM_RELEVANCE),
        DEFAULT.knowledge().intentBonus(),
        DEFAULT.knowledge().maxAnswerLength());
  }
}
