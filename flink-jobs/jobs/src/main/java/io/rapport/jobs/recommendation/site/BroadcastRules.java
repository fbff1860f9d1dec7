package io.rapport.jobs.recommendation.site;

import io.rapport.core.recommendation.rules.RuleBook;
import io.rapport.core.recommendation.rules.SiteRules;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sites' rules: packed in broadcast state, and compiled on the heap. */
public final class BroadcastRules {

  private static final Logger LOG = LoggerFactory.getLogger(BroadcastRules.class);

  public static final MapStateDescriptor<String, byte[]> RULES =
      new MapStateDescriptor<>(
          RecommendationUids.RULES_STATE,
          Types.STRING,
          PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final BroadcastState<String, byte[]> packed;
  private final Map<String, RuleBook> books = new HashMap<>();

  public BroadcastRules(OperatorStateStore store) throws Exception {
    this.packed = store.getBroadcastState(RULES);
    for (Map.Entry<String, byte[]> rules : packed.immutableEntries()) {
      unpack(rules.getKey(), rules.getValue());
    }
  }

  /**
   * Replaces a site's rules.
   *
   * @return false when they cannot be applied, because they are invalid or of another format
   */
  public boolean apply(RulesPublication rules) throws Exception {
    if (rules.packed() == null) {
      books.remove(rules.site());
      packed.remove(rules.site());
      return true;
    }
    if (!unpack(rules.site(), rules.packed())) {
      return false;
    }
    packed.put(rules.site(), rules.packed());
    return true;
  }

  private boolean unpack(String site, byte[] rules) {
    try {
      books.put(site, new RuleBook(SiteRules.format().unpack(rules)));
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      LOG.warn("The rules of site {} are not applied: {}", site, e.getMessage());
      return false;
    }
  }

  /** The site's rules, or null. */
  public RuleBook of(String site) {
    return books.get(site);
  }
}
