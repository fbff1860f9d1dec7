package io.rapport.jobs.support;

import io.rapport.core.support.settings.SupportSettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the support job. */
public final class SupportOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.support");
  private static final SupportSettings DEFAULT = SupportSettings.DEFAULT;

  public static final ConfigOption<String> PHONE_REGION =
      OPTIONS.text(
          "phone-region",
          DEFAULT.phoneRegion(),
          "Region in which redaction looks for telephone numbers without a country"
              + " prefix, as an ISO 3166-1 alpha-2 code.");

  public static final ConfigOption<String> HUMAN_QUEUE =
      OPTIONS.text(
          "human-queue",
          DEFAULT.humanQueue(),
          "Queue of tickets on which the classifier abstains, or whose intent has no" + " queue.");

  public static final ConfigOption<Integer> MAX_ARTICLES =
      OPTIONS.number(
          "max-articles",
          DEFAULT.knowledge().maxArticles(),
          "Active knowledge-base articles per site. Further ones are refused and" + " counted.");

  public static final ConfigOption<Integer> MAX_SUGGESTIONS =
      OPTIONS.number(
          "max-suggestions",
          DEFAULT.knowledge().suggestions(),
          "Most answers suggested for a ticket; 0 for none.");

  public static final ConfigOption<Double> MIN_RELEVANCE =
      OPTIONS.number(
          "min-relevance",
          DEFAULT.knowledge().minimumScore(),
          "Relevance below which an answer is not suggested.");

  public static final ConfigOption<Integer> MAX_SITES =
      OPTIONS.number(
          "max-sites",
          DEFAULT.maxSites(),
          "Sites whose models and articles a triage task holds. Those of further sites"
              + " are refused and counted.");

  public static final ConfigOption<Integer> MAX_RECENT_IDS =
      OPTIONS.number(
          "max-recent-ids",
          DEFAULT.duplicates(),
          "Event ids remembered per ticket to drop duplicates; 8 bytes each.");

  public static final ConfigOption<Duration> ALLOWED_LATENESS =
      OPTIONS.time(
          "allowed-lateness",
          DEFAULT.allowedLatenessMillis(),
          "Longest time by which a message may be older than its ticket's newest event"
              + " and still be triaged.");

  public static final ConfigOption<Duration> TICKET_EXPIRY =
      OPTIONS.time(
          "ticket-expiry",
          DEFAULT.ticketRetentionMillis(),
          "Event time after which a ticket without events is forgotten.");

  public static final ConfigOption<Duration> CLOSED_EXPIRY =
      OPTIONS.time(
          "closed-expiry",
          DEFAULT.closedRetentionMillis(),
          "Event time after which a closed ticket without events is forgotten.");

  public static final ConfigOption<Integer> MAX_ERASURE_TICKETS =
      OPTIONS.number(
          "erasure.max-tickets",
          DEFAULT.erasure().maxTickets(),
          "Tickets remembered per cookie, account or e-mail address, so that an erasure"
              + " finds them. The one longest without an event gives way.");

  public static final ConfigOption<Duration> ERASURE_EXPIRY =
      OPTIONS.time(
          "erasure.expiry",
          DEFAULT.erasure().retentionMillis(),
          "Event time for which a person's tickets are remembered after the last event"
              + " of them.");

  private static final List<Class<?>> CLASSES =
      List.of(SupportOptions.class, ClassifierOptions.class);

  private SupportOptions() {}

  /** The classes that declare the options of the domain. */
  public static List<Class<?>> classes() {
    return CLASSES;
  }

  /** The options as core's settings. */
  public static SupportSettings settings(ReadableConfig config) {
    return DEFAULT.with(
        s ->
            s.phoneRegion(config.get(PHONE_REGION))
                .humanQueue(config.get(HUMAN_QUEUE))
                .maxSites(config.get(MAX_SITES))
                .duplicates(config.get(MAX_RECENT_IDS))
                .allowedLatenessMillis(config.get(ALLOWED_LATENESS).toMillis())
                .ticketRetentionMillis(config.get(TICKET_EXPIRY).toMillis())
                .closedRetentionMillis(config.get(CLOSED_EXPIRY).toMillis())
                .knowledge(
                    DEFAULT
                        .knowledge()
                        .with(
                            n ->
                                n.maxArticles(config.get(MAX_ARTICLES))
                                    .suggestions(config.get(MAX_SUGGESTIONS))
                                    .minimumScore(config.get(MIN_RELEVANCE))))
                .erasure(
                    DEFAULT
                        .erasure()
                        .with(
                            n ->
                                n.maxTickets(config.get(MAX_ERASURE_TICKETS))
                                    .retentionMillis(config.get(ERASURE_EXPIRY).toMillis())))
                .encoder(ClassifierOptions.encoder(config))
                .classifier(ClassifierOptions.classifier(config))
                .publication(ClassifierOptions.publication(config)));
  }
}
