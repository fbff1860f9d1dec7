package io.rapport.core.identity.resolve;

import io.rapport.core.identity.golden.Survivorship;
import io.rapport.core.identity.settings.IdentitySettings;
import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Parameters of the resolution of one site's customer ids; times in milliseconds of event time.
 *
 * @param linking parameters of the linkage of records
 * @param survivorship rules of golden records
 * @param maxLinked customer ids that links connect, directly or through others; of a larger group
 *     none is one with another
 * @param maxSources sources of which a record of one customer id is kept; the oldest gives way
 * @param maxErased erased customer ids that are remembered, so that an older record of theirs does
 *     not come back, and a quarter of the traits of their records; the one longest known gives way
 * @param retention time without a record after which a customer id is forgotten; the profile that
 *     unites several lives as long, and so does a decision that is not needed
 * @param quietTime time without records after which earlier ones are linked again
 * @param settleStep records that are linked again at a time
 */
@RecordBuilder
public record ResolverSettings(
    IdentitySettings linking,
    Survivorship survivorship,
    int maxLinked,
    int maxSources,
    int maxErased,
    long retention,
    long quietTime,
    int settleStep)
    implements Serializable, ResolverSettingsBuilder.With {

  private static final long DAY = 86_400_000L;

  /**
   * A running job links from a higher confidence on than an evaluation, where precision and recall
   * count alike: two persons taken for one are worse than one taken for two.
   */
  public static final ResolverSettings DEFAULT =
      ResolverSettingsBuilder.builder()
          .linking(
              IdentitySettings.DEFAULT.with(
                  s -> s.maxCustomer(50).cautious(true).linkConfidence(0.9).reviewConfidence(0.3)))
          .survivorship(Survivorship.DEFAULT)
          .maxLinked(1_000)
          .maxSources(8)
          .maxErased(10_000)
          .retention(730 * DAY)
          .quietTime(60_000)
          .settleStep(1_000)
          .build();

  /** Checks the bounds. */
  public ResolverSettings {
    Checks.atLeast("maxLinked", maxLinked, linking.maxCustomer());
    Checks.atLeast("maxSources", maxSources, 1);
    Checks.atLeast("maxErased", maxErased, 1);
    Checks.atLeast("retention", retention, 1);
    Checks.atLeast("quietTime", quietTime, 1);
    Checks.atLeast("settleStep", settleStep, 1);
  }
}
