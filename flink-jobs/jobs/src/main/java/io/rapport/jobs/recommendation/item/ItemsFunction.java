package io.rapport.jobs.recommendation.item;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.Outcome;
import io.rapport.core.recommendation.catalogue.AvailabilityChange;
import io.rapport.core.recommendation.catalogue.ItemAttributes;
import io.rapport.core.recommendation.catalogue.ItemCard;
import io.rapport.core.recommendation.catalogue.TrendReport;
import io.rapport.core.recommendation.content.PartnerMessage;
import io.rapport.core.recommendation.neighbour.PairDelta;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.jobs.intake.Accounting;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulCoFunction;
import io.rapport.jobs.state.StreamTime;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Counts the visits of each item, follows its catalogue entry, and gives every entry its outcome.
 *
 * <pre>
 * in 1  {@link Visit} by item, also to be retracted
 * in 2  {@link CatalogueEntry} by item
 * out   {@link ItemMessage}: the visit with the item's count, then pairs with the items before
 * side  {@link #AVAILABILITY}: {@link AvailabilityChange} of the item
 *       {@link #ATTRIBUTES}: {@link ItemAttributes} after any other change that rankers need
 *       {@link #TRENDS}: {@link TrendReport} of the visits since the last one
 *       {@link #ESTABLISHED}: {@link PartnerMessage} that the item is no longer a newcomer
 * </pre>
 *
 * <p>A pair is addressed to the list of the earlier item. Visits are reported to trending by a
 * later visit, at most once in the report interval; where none follows, by a timer, seconds later
 * or, in a rush, after the interval.
 */
public final class ItemsFunction extends StatefulCoFunction<Visit, CatalogueEntry, ItemMessage>
    implements CheckpointedFunction {

  public static final OutputTag<AvailabilityChange> AVAILABILITY =
      new OutputTag<>("availability", TypeInformation.of(AvailabilityChange.class));
  public static final OutputTag<ItemAttributes> ATTRIBUTES =
      new OutputTag<>("attributes", TypeInformation.of(ItemAttributes.class));
  public static final OutputTag<TrendReport> TRENDS =
      new OutputTag<>("trends", TypeInformation.of(TrendReport.class));

  public static final OutputTag<PartnerMessage> ESTABLISHED =
      new OutputTag<>("established", TypeInformation.of(PartnerMessage.class));

  private final RecommendationSettings settings;
  private transient ExpiringState<ItemCard> cards;
  private transient StreamTime stream;
  private transient SettlingTime settling;
  private transient Accounting accounting;

  public ItemsFunction(RecommendationSettings settings) {
    super(RecommendationUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    accounting =
        Accounting.restore("recommendation", context, getRuntimeContext().getMetricGroup());
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "item",
            "category, brand, price, popularity",
            "%d segments",
            settings.trending().segments())
        .until(settings.counting().expiryMillis(), "visit or entry");
  }

  @Override
  protected void open(KeyedStates states) {
    stream = states.time();
    settling = new SettlingTime(settings.trending().reportIntervalMillis());
    cards = states.expiring(RecommendationUids.CARD_STATE, ItemCard.format(settings));
  }

  @Override
  public void processElement1(Visit visit, Context context, Collector<ItemMessage> out)
      throws Exception {
    if (visit.retracted()) {
      retract(visit, cards.read(), context, out);
      return;
    }
    ItemCard card = cards.readOrCreate();
    boolean waited = card.waits();
    Visit counted = card.count(visit);
    out.collect(ItemMessage.of(counted));
    if (!visit.learned()) {
      return;
    }
    for (int steps = 1; steps <= visit.recent().size(); steps++) {
      out.collect(ItemMessage.of(PairDelta.of(counted, steps)));
    }
    if (card.establishes(counted)) {
      context.output(
          ESTABLISHED, PartnerMessage.established(visit.site(), visit.itemId(), visit.eventTime()));
    }
    tell(card.reports(visit.site(), visit.itemId()), card, visit, context);
    settle(card, waited, context);
    cards.write(card, context.timerService());
  }

  /**
   * Sets a timer to report visits that wait.
   *
   * @param waited whether a timer has been set for earlier ones: a further one costs
   */
  private void settle(ItemCard card, boolean waited, Context context) {
    TimerService timers = context.timerService();
    long rest = settling.after(context.timestamp());
    if (card.waits() && !waited) {
      timers.registerEventTimeTimer(Math.max(card.reportedAt(), stream.now(timers)) + rest);
    }
  }

  /** Retracts a visit. Of an expired item, only the neighbours may still have it. */
  private void retract(Visit visit, ItemCard card, Context context, Collector<ItemMessage> out)
      throws IOException {
    Visit counted = card == null ? visit : card.retract(visit);
    out.collect(ItemMessage.of(counted));
    for (int steps = 1; steps <= visit.recent().size(); steps++) {
      out.collect(ItemMessage.of(PairDelta.of(counted, steps)));
    }
    if (card != null) {
      tell(card.corrections(visit.site(), visit.itemId()), card, visit, context);
      cards.write(card, context.timerService());
    }
  }

  private static void tell(List<TrendReport> reports, ItemCard card, Visit visit, Context context) {
    reports.forEach(report -> context.output(TRENDS, report));
    if (card.popularityChanged()) {
      context.output(ATTRIBUTES, card.attributes(visit.site(), visit.itemId()));
    }
  }

  @Override
  public void processElement2(CatalogueEntry entry, Context context, Collector<ItemMessage> out)
      throws Exception {
    ItemCard card = cards.readOrCreate();
    boolean before = card.available();
    boolean differs = card.differs(entry);
    Outcome outcome = card.apply(entry);
    accounting.count(Feed.CATALOGUE, outcome);
    if (card.established(entry.eventTime())) {
      context.output(
          ESTABLISHED, PartnerMessage.established(entry.site(), entry.itemId(), entry.eventTime()));
    }
    if (outcome == Outcome.PROCESSED && differs) {
      context.output(ATTRIBUTES, card.attributes(entry.site(), entry.itemId()));
    }
    if (card.available() != before) {
      context.output(
          AVAILABILITY,
          new AvailabilityChange(
              entry.site(), entry.itemId(), card.available(), entry.eventTime()));
    }
    cards.write(card, context.timerService());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ItemMessage> out)
      throws Exception {
    ItemCard card = cards.read();
    if (!cards.ended(card, timestamp, context.timerService())) {
      report(card, timestamp, context);
      return;
    }
    cards.clear();
    if (card.listed()) {
      context.output(ATTRIBUTES, ItemAttributes.gone(context.getCurrentKey(), timestamp));
    }
    if (!card.available()) {
      // After this nobody could tell the rankers that the item is available again.
      String key = context.getCurrentKey();
      context.output(
          AVAILABILITY, new AvailabilityChange(Keys.site(key), Keys.id(key), true, timestamp));
    }
  }

  private void report(ItemCard card, long timer, OnTimerContext context) throws IOException {
    if (card == null || !card.due(timer)) {
      return;
    }
    String key = context.getCurrentKey();
    for (TrendReport report : card.corrections(Keys.site(key), Keys.id(key))) {
      context.output(TRENDS, report);
    }
    cards.write(card, context.timerService());
  }

  Accounting accounting() {
    return accounting;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    accounting.snapshot();
  }
}
