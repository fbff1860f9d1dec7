package io.rapport.core.recommendation.rules;

import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.settings.Checks;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a site. Immutable.
 *
 * @param time event time of the rules, milliseconds since the epoch
 * @param rules of every list, unless its context has rules of its own
 * @param contexts rules that replace the site's for a context such as {@code cart}; items and
 *     categories that the site blocks stay blocked
 */
public record SiteRules(
    String site,
    long time,
    RuleSet rules,
    Map<String, RuleSet> contexts,
    List<Experiment> experiments) {

  public static final int MOST_CONTEXTS = 8;
  public static final int MOST_EXPERIMENTS = 8;

  public SiteRules {
    Checks.within("contexts", contexts.size(), 0, MOST_CONTEXTS);
    Checks.within("experiments", experiments.size(), 0, MOST_EXPERIMENTS);
    contexts = Collections.unmodifiableMap(new LinkedHashMap<>(contexts));
    experiments = List.copyOf(experiments);
  }

  /** The packed form of rules. */
  public static PackedFormat<SiteRules> format() {
    return new PackedFormat<>("The rules of a site", 1, SiteRules::write, SiteRules::read);
  }

  private void write(PackedWriter out) {
    out.writeString(site);
    out.writeLong(time);
    write(out, rules);
    out.writeVarint(contexts.size());
    contexts.forEach(
        (name, set) -> {
          out.writeString(name);
          write(out, set);
        });
    out.writeVarint(experiments.size());
    for (Experiment experiment : experiments) {
      out.writeString(experiment.name());
      out.writeVarint(experiment.variants().size());
      experiment.variants().forEach(variant -> write(out, variant));
    }
  }

  private static SiteRules read(PackedReader in) {
    String site = in.readString();
    long time = in.readLong();
    RuleSet rules = readSet(in);
    Map<String, RuleSet> contexts = new LinkedHashMap<>();
    for (int i = in.readVarint(); i > 0; i--) {
      contexts.put(in.readString(), readSet(in));
    }
    List<Experiment> experiments = new ArrayList<>();
    for (int i = in.readVarint(); i > 0; i--) {
      String name = in.readString();
      List<Variant> variants = new ArrayList<>();
      for (int j = in.readVarint(); j > 0; j--) {
        variants.add(readVariant(in));
      }
      experiments.add(new Experiment(name, variants));
    }
    return new SiteRules(site, time, rules, contexts, experiments);
  }

  private static void write(PackedWriter out, RuleSet set) {
    write(out, set.blockedItems());
    write(out, set.blockedCategories());
    out.writeVarint(set.categoryCap());
    out.writeVarint(set.brandCap());
    out.writeDouble(set.diversity());
    out.writeDouble(set.minPrice());
    out.writeDouble(set.maxPrice());
    out.writeDouble(set.minPriceRatio());
    out.writeDouble(set.maxPriceRatio());
    out.writeNullableString(set.seenFilter() == null ? null : set.seenFilter().name());
    out.writeByte(set.muteUpselling() ? 1 : 0);
  }

  private static RuleSet readSet(PackedReader in) {
    return new RuleSet(
        readTexts(in),
        readTexts(in),
        in.readVarint(),
        in.readVarint(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        seenFilter(in.readNullableString()),
        in.readByte() == 1);
  }

  private static SeenFilter seenFilter(String name) {
    return name == null ? null : SeenFilter.valueOf(name);
  }

  private static void write(PackedWriter out, Variant variant) {
    out.writeString(variant.name());
    out.writeDouble(variant.share());
    out.writeByte(variant.fixedBlend() ? 1 : 0);
    out.writeDouble(variant.diversity());
    out.writeDouble(variant.exploration());
    write(out, variant.sources().stream().map(CandidateSource::name).sorted().toList());
  }

  private static Variant readVariant(PackedReader in) {
    String name = in.readString();
    double share = in.readDouble();
    boolean fixed = in.readByte() == 1;
    double diversity = in.readDouble();
    double exploration = in.readDouble();
    Set<CandidateSource> sources = EnumSet.noneOf(CandidateSource.class);
    readTexts(in).forEach(source -> sources.add(CandidateSource.valueOf(source)));
    return new Variant(name, share, fixed, diversity, exploration, sources);
  }

  private static void write(PackedWriter out, List<String> texts) {
    out.writeVarint(texts.size());
    texts.forEach(out::writeString);
  }

  private static List<String> readTexts(PackedReader in) {
    List<String> texts = new ArrayList<>();
    for (int i = in.readVarint(); i > 0; i--) {
      texts.add(in.readString());
    }
    return texts;
  }
}
