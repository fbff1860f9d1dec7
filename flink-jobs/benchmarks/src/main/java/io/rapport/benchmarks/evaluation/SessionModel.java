package io.rapport.benchmarks.evaluation;

import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model that the evaluations compare: a source alone, several together, or a learned blend.
 * Recorded sessions have neither texts nor orders; recorded purchases may have both.
 */
public enum SessionModel {
  TRENDING("trending", false, CandidateSource.TRENDING),
  CO_OCCURRENCE("cooccurrence", false, CandidateSource.CO_OCCURRENCE),
  SESSIONS("knn", false, CandidateSource.SESSION_NEIGHBOURS),
  FIXED(
      "fixed",
      false,
      CandidateSource.CO_OCCURRENCE,
      CandidateSource.SESSION_NEIGHBOURS,
      CandidateSource.REVISIT),
  LEARNED_CO_OCCURRENCE(
      "learned-cooccurrence", true, CandidateSource.CO_OCCURRENCE, CandidateSource.REVISIT),
  LEARNED_SESSIONS(
      "learned-knn", true, CandidateSource.SESSION_NEIGHBOURS, CandidateSource.REVISIT),
  WITHOUT_EMBEDDING("blend-without-embedding", true, CandidateSource.values()),
  BLEND("blend", true, CandidateSource.values()),
  CONTENT("content", false, CandidateSource.CONTENT),
  BOUGHT_TOGETHER("bought-together", false, CandidateSource.BOUGHT_TOGETHER),
  BLEND_WITHOUT_CONTENT("blend-without-content", true, allBut(CandidateSource.CONTENT)),
  BLEND_WITHOUT_ORDERS("blend-without-orders", true, allBut(CandidateSource.BOUGHT_TOGETHER));

  private final String label;
  private final boolean learned;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of makes an unmodifiable one.
  private final Set<CandidateSource> sources;

  SessionModel(String label, boolean learned, CandidateSource... sources) {
    this.label = label;
    this.learned = learned;
    this.sources = Set.of(sources);
  }

  private static CandidateSource[] allBut(CandidateSource without) {
    return EnumSet.complementOf(EnumSet.of(without)).toArray(CandidateSource[]::new);
  }

  /** Whether the model can say anything of sessions of items that have no text. */
  private boolean needsNoTexts() {
    return compareTo(BLEND) <= 0;
  }

  public String label() {
    return label;
  }

  /** The settings with this model's sources, ranked by a learned or a fixed blend. */
  public RecommendationSettings of(RecommendationSettings settings) {
    BlendSettings blend = learned ? settings.blend() : settings.blend().fixed();
    RecommendationSettings model = settings.with(s -> s.sources(sources).blend(blend));
    return this == WITHOUT_EMBEDDING
        ? model.with(s -> s.embedding(settings.embedding().off()))
        : model;
  }

  /**
   * The models of a comma-separated list, in its order; {@code all} stands for all that can say
   * something of sessions.
   *
   * @throws IllegalArgumentException for a name that is none
   */
  public static List<SessionModel> of(String names) {
    if (names.equals("all")) {
      return Arrays.stream(values()).filter(SessionModel::needsNoTexts).toList();
    }
    return Arrays.stream(names.split(",", -1)).map(SessionModel::named).distinct().toList();
  }

  private static SessionModel named(String name) {
    return Arrays.stream(values())
        .filter(model -> model.label.equals(name.strip()))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no model '%s'; there are all, %s.".formatted(name, labels())));
  }

  /** All names, for help. */
  static String labels() {
    return Arrays.stream(values()).map(SessionModel::label).collect(Collectors.joining(", "));
  }
}
