package io.rapport.jobs.recommendation;

import io.rapport.core.quality.Measurement;
import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.candidate.Shortlist;
import io.rapport.core.recommendation.feedback.ExposedList;
import io.rapport.core.recommendation.feedback.ExposureMeter;
import io.rapport.core.recommendation.feedback.ShownItems;
import io.rapport.core.recommendation.ranking.Answer;
import io.rapport.core.recommendation.ranking.Recommended;
import io.rapport.core.recommendation.ranking.RuledRanker;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.jobs.recommendation.learning.FeedbackMessage;
import io.rapport.jobs.recommendation.site.BroadcastSiteKnowledge;
import io.rapport.jobs.recommendation.site.SiteMessage;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.PackedState;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulBroadcastFunction;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Ranks the candidates of each visit, by the broadcast knowledge of its site.
 *
 * <pre>
 * in 1  {@link VisitorMessage} by visitor: a visit with neighbours, a purchase, purchases of other
 *       accounts of the visitor's person, another user of the cookie, or an erasure
 * in 2  {@link SiteMessage}, broadcast: availability, trends, blends, attributes, rules and vectors
 * out   {@link Recommended}, one for each visit
 * side  {@link #EXAMPLES}: {@link BlendExample} of a share of the clicks
 *       {@link #LOGGED}: {@link FeedbackMessage} with a recommendation to follow
 *       {@link #EXPOSED}: {@link ExposedList} of a share of the recommendations
 *       {@link #MEASUREMENTS}: {@link Measurement} of how well a recommendation foresaw the next
 *       visit, for a share of the visitors
 * </pre>
 */
final class RankingFunction
    extends StatefulBroadcastFunction<VisitorMessage, SiteMessage, Recommended>
    implements CheckpointedFunction {

  static final OutputTag<Measurement> MEASUREMENTS =
      new OutputTag<>("ranking-measurements", TypeInformation.of(Measurement.class));

  static final OutputTag<BlendExample> EXAMPLES =
      new OutputTag<>("examples", TypeInformation.of(BlendExample.class));

  static final OutputTag<FeedbackMessage> LOGGED =
      new OutputTag<>("logged", TypeInformation.of(FeedbackMessage.class));

  static final OutputTag<ExposedList> EXPOSED =
      new OutputTag<>("exposed", TypeInformation.of(ExposedList.class));

  private final RecommendationSettings settings;
  private transient ExpiringState<Shortlist> shortlists;
  private transient PackedState<ShownItems> shown;
  private transient BroadcastSiteKnowledge knowledge;
  private transient RuledRanker ranker;
  private transient ExposureMeter exposure;
  private transient Counter empty;
  private transient Counter refusedBlends;
  private transient Counter refusedRules;
  private transient Counter refusedEmbeddings;

  RankingFunction(RecommendationSettings settings) {
    super(RecommendationUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    knowledge = new BroadcastSiteKnowledge(context.getOperatorStateStore(), settings);
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "visitor",
            "neighbours of last items, items seen and bought",
            "%d replies, %d seen, %d bought",
            settings.ranking().cachedReplies(),
            settings.ranking().seenItems(),
            settings.ranking().boughtItems())
        .until(settings.ranking().expiryMillis(), "visit")
        .and(
            StateNote.per(
                    "task",
                    "items, vectors, trends, blends, rules of all sites",
                    "%d items, %d vectors, %d trending lists",
                    settings.ranking().knownItems(),
                    settings.embedding().knownItems(),
                    settings.trending().lists())
                .until("replaced"));
  }

  @Override
  protected void open(KeyedStates states) {
    shortlists =
        states.expiring(RecommendationUids.SHORTLIST_STATE, Shortlist.format(settings.ranking()));
    shown = states.open(RecommendationUids.SHOWN_STATE, ShownItems.format());
    ranker = new RuledRanker(settings);
    exposure = new ExposureMeter(settings.measuring().exposure().share());
    MetricGroup metrics = states.metrics();
    empty = metrics.counter("empty-recommendations");
    refusedBlends = metrics.counter("refused-blends");
    refusedRules = metrics.counter("refused-rules");
    refusedEmbeddings = metrics.counter("refused-embeddings");
    metrics.gauge("known-embeddings", (Gauge<Integer>) knowledge.embeddings()::size);
    metrics.gauge("embeddings-without-room", (Gauge<Long>) knowledge.embeddings()::refused);
    metrics.gauge("unavailable-items", (Gauge<Integer>) knowledge::size);
    metrics.gauge("refused-trending-lists", (Gauge<Long>) knowledge::refusedLists);
    metrics.gauge("known-items", (Gauge<Integer>) knowledge.items()::size);
    metrics.gauge("refused-items", (Gauge<Long>) knowledge.items()::refused);
    metrics.gauge("refused-names", (Gauge<Long>) knowledge.items()::refusedNames);
  }

  @Override
  public void processElement(
      VisitorMessage message, ReadOnlyContext context, Collector<Recommended> out)
      throws Exception {
    Shortlist shortlist = shortlists.readOrCreate();
    switch (message.kind()) {
      case ERASURE -> {
        shortlist.erase(message.erased().time());
        shown.clear();
      }
      case PASS -> {
        shortlist.pass(message.erased().time(), message.erased().user());
        shown.clear();
      }
      case RECOGNISED -> {
        if (shortlist.recognise(message.erased().time(), message.erased().user())) {
          shown.clear();
        }
      }
      case SHARE -> {
        if (message.shared().isEnd() && shortlist.isNew()) {
          return; // Nothing to take back.
        }
        shortlist.apply(message.shared());
      }
      case PURCHASE -> shortlist.apply(message.purchased());
      case VISIT -> {
        if (message.visit().status() == VisitorStatus.OPTED_OUT) {
          shortlists.clear();
          shown.clear();
          answer(message.visit(), shortlist, context, out);
          return;
        }
        visit(message.visit(), message.neighbours(), shortlist, context, out);
      }
    }
    shortlists.write(shortlist, context.timerService());
  }

  private void visit(
      Visit visit,
      byte[] neighbours,
      Shortlist shortlist,
      ReadOnlyContext context,
      Collector<Recommended> out)
      throws IOException {
    teach(visit, shortlist, context);
    ranker.keep(visit, neighbours, shortlist, knowledge);
    Answer answer = answer(visit, shortlist, context, out);
    boolean learns = settings.blend().learned();
    if (learns && settings.feedback().includes(answer.recommendation().recommendationId())) {
      context.output(LOGGED, FeedbackMessage.of(answer.log()));
    }
    if (settings.measuring().includes(visit.visitorKey())) {
      measure(visit, answer.recommendation(), context);
    }
  }

  private Answer answer(
      Visit visit, Shortlist shortlist, ReadOnlyContext context, Collector<Recommended> out) {
    Answer answer = ranker.answer(visit, shortlist, knowledge);
    Recommended recommendation = answer.recommendation();
    empty.inc(recommendation.items().isEmpty() ? 1 : 0);
    out.collect(recommendation);
    if (exposure.measures(recommendation)) {
      context.output(EXPOSED, exposure.describe(recommendation, knowledge));
    }
    return answer;
  }

  private void measure(Visit visit, Recommended answer, ReadOnlyContext context)
      throws IOException {
    ShownItems before = shown.read();
    if (before != null && before.judgedBy(visit, settings.history().sessionGapMillis())) {
      int rank = before.rank(visit.itemId());
      int size = settings.ranking().size();
      context.output(
          MEASUREMENTS, Measurement.of("recommendation.hit-rate-" + size, visit.site(), rank > 0));
      context.output(
          MEASUREMENTS,
          Measurement.of("recommendation.mrr-" + size, visit.site(), rank > 0 ? 1.0 / rank : 0));
    }
    shown.write(ShownItems.of(answer));
  }

  /** Emits an example: the click is the right choice among the candidates of the click before. */
  private void teach(Visit click, Shortlist shortlist, ReadOnlyContext context) {
    BlendExample example = ranker.example(click, shortlist, knowledge);
    if (example != null) {
      context.output(EXAMPLES, example);
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Recommended> out)
      throws Exception {
    Shortlist shortlist = shortlists.read();
    if (shortlist == null) {
      return;
    }
    // At worst this loses one measurement of a visitor who has just come back.
    shown.clear();
    if (!shortlists.ended(shortlist, timestamp, context.timerService())) {
      return;
    }
    if (shortlist.expire(shortlists.local(timestamp)) == Long.MAX_VALUE) {
      shortlists.clear();
    } else {
      shortlists.write(shortlist, context.timerService());
    }
  }

  @Override
  public void processBroadcastElement(
      SiteMessage message, Context context, Collector<Recommended> out) throws Exception {
    switch (message.kind()) {
      case AVAILABILITY -> knowledge.apply(message.availability());
      case TRENDING -> knowledge.apply(message.trending());
      case BLEND -> refusedBlends.inc(knowledge.apply(message.blend()) ? 0 : 1);
      case ITEM -> knowledge.apply(message.item());
      case RULES -> refusedRules.inc(knowledge.apply(message.rules()) ? 0 : 1);
      case EMBEDDINGS -> refusedEmbeddings.inc(knowledge.apply(message.embeddings()) ? 0 : 1);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // The broadcast state is always current.
  }
}
