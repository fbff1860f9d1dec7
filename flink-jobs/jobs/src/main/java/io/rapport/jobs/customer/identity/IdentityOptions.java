package io.rapport.jobs.customer.identity;

import io.rapport.core.identity.golden.Survivorship;
import io.rapport.core.identity.golden.SurvivorshipRule;
import io.rapport.core.identity.person.Role;
import io.rapport.core.identity.resolve.ResolverSettings;
import io.rapport.core.identity.settings.IdentitySettings;
import io.rapport.jobs.options.OptionPrefix;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** The options of the resolution of persons. All times are event times. */
public final class IdentityOptions {

  private static final OptionPrefix OPTIONS = OptionPrefix.of("rapport.identity");
  private static final IdentitySetup DEFAULT = IdentitySetup.DEFAULT;
  private static final ResolverSettings RESOLVER = DEFAULT.resolver();
  private static final IdentitySettings LINKING = RESOLVER.linking();

  public static final ConfigOption<Boolean> ENABLED =
      OPTIONS.flag(
          "enabled",
          DEFAULT.enabled(),
          "Whether customer ids are resolved to persons. Without it each account is a customer of"
              + " its own.");

  public static final ConfigOption<Double> LINK_CONFIDENCE =
      OPTIONS.number(
          "link-confidence",
          LINKING.linkConfidence(),
          "Probability, from 0.5 on, from which two records are taken for one person.");

  public static final ConfigOption<Double> REVIEW_CONFIDENCE =
      OPTIONS.number(
          "review-confidence",
          LINKING.reviewConfidence(),
          "Probability from which a pair that is not linked goes to rapport.identity-reviews; at"
              + " most link-confidence.");

  public static final ConfigOption<Integer> MAX_RECORDS =
      OPTIONS.number(
          "max-records",
          LINKING.maxRecords(),
          "Customer records of a site that are compared with new ones, some 4 KB each on the heap"
              + " of one task. The oldest gives way, and its customer id is alone again unless"
              + " somebody confirmed it.");

  public static final ConfigOption<Integer> MAX_CUSTOMER =
      OPTIONS.number("max-customer", LINKING.maxCustomer(), "Customer ids that can be one person.");

  public static final ConfigOption<Integer> MAX_DECISIONS =
      OPTIONS.number(
          "max-decisions",
          LINKING.maxDecisions(),
          "Decisions of people on pairs that are kept per site, metric decision-evictions. The"
              + " oldest undo gives way, else the oldest confirmation, else the oldest rejection.");

  public static final ConfigOption<Integer> MAX_LINKED =
      OPTIONS.number(
          "max-linked",
          RESOLVER.maxLinked(),
          "Customer ids that records and decisions connect, directly or through others; at least"
              + " max-customer. Of a larger group none is one person with another, metric"
              + " crowded-ids. A customer id with more links than max-customer connects nobody by"
              + " the weaker of them, metric shared-ids.");

  public static final ConfigOption<Integer> MAX_SOURCES =
      OPTIONS.number(
          "max-sources",
          RESOLVER.maxSources(),
          "Sources of which a record of a customer id is kept. The oldest record gives way, metric"
              + " source-evictions.");

  public static final ConfigOption<Integer> NAMES_PER_VALUE =
      OPTIONS.number(
          "names-per-value",
          LINKING.namesPerValue(),
          "Names that may share an e-mail address, a telephone number or an id until it says"
              + " nothing about a person any more, as that of a call centre.");

  public static final ConfigOption<Integer> MAX_ERASED =
      OPTIONS.number(
          "max-erased",
          RESOLVER.maxErased(),
          "Erased customer ids remembered per site, as hashes, so that an older record of one does"
              + " not come back; and four times as many hashes of names with contacts, so that an"
              + " older record of the person's under another id is erased too.");

  public static final ConfigOption<Duration> EXPIRY =
      OPTIONS.time(
          "expiry",
          RESOLVER.retention(),
          "Time without a record of a customer id after which its record is forgotten. As long"
              + " after its last event the profile of several customer ids is, and a decision as"
              + " long after the last record of either customer id.");

  public static final ConfigOption<Duration> PATIENCE =
      OPTIONS.time(
          "patience",
          RESOLVER.quietTime(),
          "Time without new records after which earlier ones are linked again with what was"
              + " learned since.");

  public static final ConfigOption<Integer> SETTLE_STEP =
      OPTIONS.number(
          "settle-step",
          RESOLVER.settleStep(),
          "Records that are then linked again at a time, once a second.");

  public static final ConfigOption<Integer> MAX_LIVE_SITES =
      OPTIONS.number(
          "max-live-sites",
          DEFAULT.maxLiveSites(),
          "Sites of a task whose records are on the heap; those of another are read from the state"
              + " backend when it has a record.");

  public static final ConfigOption<SurvivorshipRule> FALLBACK_RULE =
      OPTIONS
          .key("survivorship.fallback")
          .enumType(SurvivorshipRule.class)
          .defaultValue(RESOLVER.survivorship().fallback())
          .withDescription(
              "Rule by which one of several values survives in the golden record, for roles"
                  + " without a rule of their own.");

  public static final ConfigOption<Map<String, String>> RULES =
      OPTIONS
          .key("survivorship.rules")
          .mapType()
          .defaultValue(rules(RESOLVER.survivorship().rules()))
          .withDescription(
              "Rules of roles, as street:newest,phone:most-trusted. Roles: given-name,"
                  + " family-name, full-name, birth-date, street, number, locality, postcode,"
                  + " region, e-mail, phone, national-id, gender, occupation, other. Rules:"
                  + " newest, most-frequent, most-trusted, longest.");

  public static final ConfigOption<List<String>> TRUSTED_SOURCES =
      OPTIONS
          .key("survivorship.trusted-sources")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Sources of customer records, the most trusted first; others are trusted least.");

  private IdentityOptions() {}

  /** The options as settings. */
  public static IdentitySetup setup(ReadableConfig config) {
    return new IdentitySetup(config.get(ENABLED), config.get(MAX_LIVE_SITES), resolver(config));
  }

  private static ResolverSettings resolver(ReadableConfig config) {
    return RESOLVER.with(
        s ->
            s.linking(linking(config))
                .survivorship(
                    new Survivorship(
                        read(config.get(RULES)),
                        config.get(FALLBACK_RULE),
                        config.get(TRUSTED_SOURCES)))
                .maxLinked(config.get(MAX_LINKED))
                .maxSources(config.get(MAX_SOURCES))
                .maxErased(config.get(MAX_ERASED))
                .retention(config.get(EXPIRY).toMillis())
                .quietTime(config.get(PATIENCE).toMillis())
                .settleStep(config.get(SETTLE_STEP)));
  }

  private static IdentitySettings linking(ReadableConfig config) {
    return LINKING.with(
        s ->
            s.linkConfidence(config.get(LINK_CONFIDENCE))
                .reviewConfidence(config.get(REVIEW_CONFIDENCE))
                .maxRecords(config.get(MAX_RECORDS))
                .maxCustomer(config.get(MAX_CUSTOMER))
                .maxDecisions(config.get(MAX_DECISIONS))
                .namesPerValue(config.get(NAMES_PER_VALUE)));
  }

  private static Map<String, String> rules(Map<Role, SurvivorshipRule> rules) {
    Map<String, String> texts = new TreeMap<>();
    rules.forEach((role, rule) -> texts.put(role.label(), rule.label()));
    return texts;
  }

  private static EnumMap<Role, SurvivorshipRule> read(Map<String, String> texts) {
    EnumMap<Role, SurvivorshipRule> rules = new EnumMap<>(Role.class);
    texts.forEach((role, rule) -> rules.put(Role.of(role), SurvivorshipRule.of(rule)));
    return rules;
  }
}
