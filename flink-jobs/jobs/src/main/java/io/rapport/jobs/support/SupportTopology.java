package io.rapport.jobs.support;

import static io.rapport.jobs.frame.ServingOptions.answering;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.state.CacheSettings;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.ticket.TicketMention;
import io.rapport.core.support.ticket.TriagedTicket;
import io.rapport.core.support.training.ModelShard;
import io.rapport.core.support.training.TicketErased;
import io.rapport.core.support.training.TrainingExample;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.quality.Measurements;
import io.rapport.jobs.state.CachedBroadcastOperator;
import io.rapport.jobs.state.CachedCoProcessOperator;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * Triages tickets, trains the classifier on agents' labels, and forgets erased customers.
 *
 * <pre>
 * articles --+
 *            +--> broadcast --> Triage (by ticket) --> triaged tickets
 * models ----+                   ^      \
 *   ^              tickets ------+       +-- examples --> Trainer (by site) --> model parts
 *   |                   |  ^                                                    |
 *   |                   v  | tickets to forget                                  |
 *   |      erasures --> Persons (by cookie, account, e-mail address)            |
 *   |                                                                           |
 *   +------------------ the compacted topic rapport.support-models -------------+
 * </pre>
 *
 * The training loop closes outside of Flink, so that it can be seen, replayed and restored. Persons
 * holds the tickets of each person, so that the erasure of a person reaches each of them.
 */
public final class SupportTopology {

  private SupportTopology() {}

  /** The output streams of the topology. */
  public record Products(
      DataStream<TriagedTicket> triaged,
      DataStream<ModelShard> models,
      DataStream<Receipt> receipts,
      List<Measurements> measured) {}

  /**
   * Builds the topology.
   *
   * @param models the published parts of the models, read back; must hold no watermark back
   * @param erased persons to erase; must hold no watermark back
   * @param cache in front of each keyed state, except for the trainers on the heap
   */
  public static Products build(
      DataStream<TicketEvent> tickets,
      DataStream<KnowledgeEntry> articles,
      DataStream<ModelShard> models,
      DataStream<VisitorErased> erased,
      SupportSettings settings,
      CacheSettings cache) {
    DataStream<TicketErased> forgotten = toForget(mentions(tickets), erased, settings, cache);
    SingleOutputStreamOperator<TriagedTicket> triaged =
        triage(
            events(tickets).union(erasures(forgotten)),
            articles(articles).union(models(models)),
            settings,
            cache);
    return new Products(
        triaged,
        train(triaged.getSideOutput(TriageFunction.EXAMPLES), settings),
        triaged.getSideOutput(TriageFunction.RECEIPTS),
        List.of(
            new Measurements(
                SupportUids.TRIAGE, triaged.getSideOutput(TriageFunction.MEASUREMENTS))));
  }

  private static DataStream<TicketMention> mentions(DataStream<TicketEvent> tickets) {
    return tickets
        .flatMap(
            (TicketEvent event, Collector<TicketMention> out) ->
                TicketMention.of(event).forEach(out::collect))
        .returns(TicketMention.class)
        .setParallelism(tickets.getParallelism())
        .name("mentions")
        .uid(SupportUids.MENTIONS);
  }

  /** The tickets of erased persons. */
  private static DataStream<TicketErased> toForget(
      DataStream<TicketMention> mentions,
      DataStream<VisitorErased> erased,
      SupportSettings settings,
      CacheSettings cache) {
    return mentions
        .keyBy(TicketMention::person)
        .connect(erased.keyBy(VisitorErased::visitorKey))
        .transform(
            "tickets of persons",
            TypeInformation.of(TicketErased.class),
            new CachedCoProcessOperator<>(new PersonTicketsFunction(settings.erasure()), cache))
        .uid(SupportUids.PERSONS);
  }

  private static SingleOutputStreamOperator<TriagedTicket> triage(
      DataStream<TicketInput> tickets,
      DataStream<SupportReference> references,
      SupportSettings settings,
      CacheSettings cache) {
    return answering(
        tickets
            .keyBy(TicketInput::ticketKey)
            .connect(references.broadcast())
            .transform(
                "triage tickets",
                TypeInformation.of(TriagedTicket.class),
                new CachedBroadcastOperator<>(
                    new TriageFunction(settings),
                    List.of(TriageFunction.ARTICLES, TriageFunction.MODELS),
                    cache))
            .uid(SupportUids.TRIAGE));
  }

  private static DataStream<ModelShard> train(
      DataStream<TrainingExample> examples, SupportSettings settings) {
    return examples
        .keyBy(TrainingExample::site)
        .transform(
            "train model", TypeInformation.of(ModelShard.class), new TrainerOperator(settings))
        .uid(SupportUids.TRAINER);
  }

  private static DataStream<TicketInput> events(DataStream<TicketEvent> tickets) {
    return inOrder(tickets, TicketInput::of, TicketInput.class)
        .name("to tickets")
        .uid(SupportUids.TICKETS);
  }

  private static DataStream<TicketInput> erasures(DataStream<TicketErased> forgotten) {
    return forgotten
        .map(TicketInput::of)
        .returns(TicketInput.class)
        .name("tickets to forget")
        .uid(SupportUids.ERASED);
  }

  private static DataStream<SupportReference> articles(DataStream<KnowledgeEntry> articles) {
    return inOrder(articles, SupportReference::of, SupportReference.class)
        .name("articles to all")
        .uid(SupportUids.ARTICLES);
  }

  private static DataStream<SupportReference> models(DataStream<ModelShard> models) {
    return inOrder(models, SupportReference::of, SupportReference.class)
        .name("models to all")
        .uid(SupportUids.MODELS);
  }

  /** Maps a stream at its own parallelism, which keeps its records in order. */
  private static <I, O> SingleOutputStreamOperator<O> inOrder(
      DataStream<I> stream, MapFunction<I, O> mapping, Class<O> type) {
    return stream.map(mapping).returns(type).setParallelism(stream.getParallelism());
  }
}
