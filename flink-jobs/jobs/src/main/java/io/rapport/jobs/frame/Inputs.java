package io.rapport.jobs.frame;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.IdentityDecision;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.SupportEvent;
import io.rapport.connectors.kafka.Decoded;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.flink.TypedSource;
import io.rapport.connectors.kafka.flink.time.EventTime;
import io.rapport.core.cleaning.CleaningRules;
import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.DecisionEvent;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.quality.FieldSample;
import io.rapport.jobs.intake.CatalogueMapping;
import io.rapport.jobs.intake.ClickMapping;
import io.rapport.jobs.intake.CustomerRecordMapping;
import io.rapport.jobs.intake.DecisionMapping;
import io.rapport.jobs.intake.EventMapping;
import io.rapport.jobs.intake.Feed;
import io.rapport.jobs.intake.IdentityMapping;
import io.rapport.jobs.intake.IntakeFunction;
import io.rapport.jobs.intake.KnowledgeMapping;
import io.rapport.jobs.intake.ModelFunction;
import io.rapport.jobs.intake.PrivacyMapping;
import io.rapport.jobs.intake.PurchaseMapping;
import io.rapport.jobs.intake.Removal;
import io.rapport.jobs.intake.TicketMapping;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/**
 * The input topics of a job, each built on first use and shared by all topologies of the job.
 *
 * <pre>
 * topic -> source (decode, watermarks) -> clean -> events
 *                                           \-> dead letters -> rapport.dead-letters
 * </pre>
 *
 * Each job counts the dead letters of all its topics. It writes those of the topics that are its
 * own by {@link DeadLetterOwners}, and reports on the quality of the data of these topics.
 *
 * <p>Clicks, purchases and support events drive the event time of the job, as do products read back
 * as {@link #timed}. The other topics hold the current state of things; their sources are idle, so
 * they hold no watermark back.
 */
public final class Inputs {

  private final StreamExecutionEnvironment environment;
  private final KafkaSettings kafka;
  private final CleaningSettings cleaning;
  private final CleaningRules rules;
  private final Predicate<Class<? extends SpecificRecord>> owned;
  private final Predicate<Class<? extends SpecificRecord>> lettered;
  private final Outputs outputs;
  private final Map<Feed, DataStream<?>> events = new EnumMap<>(Feed.class);
  private final Map<Class<?>, DataStream<?>> sources = new HashMap<>();
  private final Map<Class<?>, DataStream<DeadLetter>> deadLetters = new LinkedHashMap<>();
  private final Map<String, SingleOutputStreamOperator<?>> sampled = new LinkedHashMap<>();

  /**
   * @param owned whether this job reports on the quality of a topic's data
   * @param lettered whether this job writes the dead letters of a topic
   */
  Inputs(
      StreamExecutionEnvironment environment,
      KafkaSettings kafka,
      CleaningSettings cleaning,
      CleaningRules rules,
      Predicate<Class<? extends SpecificRecord>> owned,
      Predicate<Class<? extends SpecificRecord>> lettered,
      Outputs outputs) {
    this.environment = environment;
    this.kafka = kafka;
    this.cleaning = cleaning;
    this.rules = rules;
    this.owned = owned;
    this.lettered = lettered;
    this.outputs = outputs;
  }

  public DataStream<ClickEvent> clicks() {
    return servingFeed(
        Feed.CLICKS,
        Click.class,
        TypedSource.events(
            kafka, Click.class, (click, received) -> click.getEventTime().toEpochMilli()),
        ClickMapping::toDomain,
        ClickEvent.class);
  }

  public DataStream<PurchaseEvent> purchases() {
    return feed(
        Feed.PURCHASES,
        Purchase.class,
        TypedSource.events(
            kafka, Purchase.class, (purchase, received) -> purchase.getEventTime().toEpochMilli()),
        PurchaseMapping::toDomain,
        null,
        PurchaseEvent.class);
  }

  public DataStream<TicketEvent> supportEvents() {
    return servingFeed(
        Feed.SUPPORT_EVENTS,
        SupportEvent.class,
        TypedSource.events(
            kafka, SupportEvent.class, (event, received) -> event.getEventTime().toEpochMilli()),
        TicketMapping::toDomain,
        TicketEvent.class);
  }

  public DataStream<CatalogueEntry> catalogue() {
    return feed(
        Feed.CATALOGUE,
        CatalogueItem.class,
        TypedSource.state(kafka, CatalogueItem.class),
        CatalogueMapping::toDomain,
        CatalogueMapping::removed,
        CatalogueEntry.class);
  }

  public DataStream<CustomerEntry> customerRecords() {
    return feed(
        Feed.CUSTOMER_RECORDS,
        CustomerRecord.class,
        TypedSource.state(kafka, CustomerRecord.class),
        CustomerRecordMapping::toDomain,
        null,
        CustomerEntry.class);
  }

  public DataStream<IdentityEvent> identityLinks() {
    return feed(
        Feed.IDENTITY_LINKS,
        IdentityLink.class,
        TypedSource.state(kafka, IdentityLink.class),
        IdentityMapping::toDomain,
        null,
        IdentityEvent.class);
  }

  public DataStream<DecisionEvent> identityDecisions() {
    return feed(
        Feed.IDENTITY_DECISIONS,
        IdentityDecision.class,
        TypedSource.state(kafka, IdentityDecision.class),
        DecisionMapping::toDomain,
        null,
        DecisionEvent.class);
  }

  public DataStream<KnowledgeEntry> knowledgeArticles() {
    return feed(
        Feed.KNOWLEDGE_ARTICLES,
        KnowledgeArticle.class,
        TypedSource.state(kafka, KnowledgeArticle.class),
        KnowledgeMapping::toDomain,
        KnowledgeMapping::removed,
        KnowledgeEntry.class);
  }

  public DataStream<PrivacyEvent> privacyRequests() {
    return feed(
        Feed.PRIVACY_REQUESTS,
        PrivacyRequest.class,
        TypedSource.state(kafka, PrivacyRequest.class),
        PrivacyMapping::toDomain,
        null,
        PrivacyEvent.class);
  }

  /**
   * Reads back a topic that Rapport itself writes, from its beginning: a model to broadcast, or
   * another job's product. The stream holds no watermark back. A record that cannot be decoded
   * becomes a dead letter; a tombstone is skipped.
   */
  public <A extends SpecificRecord, D> DataStream<D> model(
      Class<A> type, SerializableFunction<A, D> mapping, Class<D> domain) {
    return model(type, mapping, null, domain);
  }

  /** As {@link #model(Class, SerializableFunction, Class)}, and maps tombstones too. */
  public <A extends SpecificRecord, D> DataStream<D> model(
      Class<A> type, SerializableFunction<A, D> mapping, Removal<D> removal, Class<D> domain) {
    return model(type, mapping, removal, domain, "");
  }

  /**
   * As {@link #model(Class, SerializableFunction, Removal, Class)}, for a topic that another domain
   * of the same job may read back as well. One source serves both.
   *
   * @param reader suffix of the uid, which tells the readers apart
   */
  public <A extends SpecificRecord, D> DataStream<D> shared(
      Class<A> type,
      SerializableFunction<A, D> mapping,
      Removal<D> removal,
      Class<D> domain,
      String reader) {
    return model(type, mapping, removal, domain, "-" + reader);
  }

  /**
   * Reads back another job's product, which drives event time here. Nothing in it is late, so
   * watermarks follow the newest record.
   */
  public <A extends SpecificRecord, D> DataStream<D> timed(
      Class<A> type,
      EventTime<A> eventTime,
      SerializableFunction<A, D> mapping,
      Removal<D> removal,
      Class<D> domain) {
    TypedSource<A> source =
        TypedSource.events(kafka.withOutOfOrderness(Duration.ZERO), type, eventTime);
    return readBack(read(type, source, "-timed"), type, mapping, removal, domain, "-timed");
  }

  private <A extends SpecificRecord, D> DataStream<D> model(
      Class<A> type,
      SerializableFunction<A, D> mapping,
      Removal<D> removal,
      Class<D> domain,
      String reader) {
    return readBack(readBack(type), type, mapping, removal, domain, reader);
  }

  private <A extends SpecificRecord, D> DataStream<D> readBack(
      DataStream<Decoded<A>> source,
      Class<A> type,
      SerializableFunction<A, D> mapping,
      Removal<D> removal,
      Class<D> domain,
      String reader) {
    String topic = kafka.topic(type).name();
    SingleOutputStreamOperator<D> read =
        source
            .process(new ModelFunction<>(mapping, removal))
            .returns(TypeInformation.of(domain))
            .name("map" + reader.replace('-', ' '))
            .uid("read-back-" + topic + reader);
    write(type, read.getSideOutput(IntakeFunction.DEAD_LETTERS));
    return read;
  }

  /** Of several readers of a topic in this job the first writes the dead letters. */
  private void write(Class<? extends SpecificRecord> type, DataStream<DeadLetter> letters) {
    if (lettered.test(type)) {
      deadLetters.putIfAbsent(type, letters);
    }
  }

  /**
   * Samples of the records of the feeds built so far whose data are this job's to report on, by the
   * feed's label.
   */
  public Map<String, DataStream<FieldSample>> samples() {
    Map<String, DataStream<FieldSample>> samples = new LinkedHashMap<>();
    // Taken last, when the parallelism of the feed is decided.
    sampled.forEach(
        (feed, cleaned) -> samples.put(feed, cleaned.getSideOutput(IntakeFunction.SAMPLES)));
    return samples;
  }

  /** Writes the dead letters that are this job's to their topic. */
  void complete() {
    deadLetters.values().stream()
        .reduce((left, right) -> left.union(right))
        .ifPresent(all -> outputs.exactlyOnce(all, letter -> letter, DeadLetter.class));
  }

  /** A feed on the latency path, from an event to its answer. */
  @SuppressWarnings("unchecked") // A feed is only ever put here with its own event type.
  private <A extends SpecificRecord, E> DataStream<E> servingFeed(
      Feed feed,
      Class<A> type,
      TypedSource<A> source,
      EventMapping<A, E> mapping,
      Class<E> domain) {
    return (DataStream<E>)
        events.computeIfAbsent(
            feed,
            key ->
                ServingOptions.serving(
                    clean(
                        feed,
                        type,
                        ServingOptions.serving(read(type, source)),
                        mapping,
                        null,
                        domain)));
  }

  @SuppressWarnings("unchecked") // A feed is only ever put here with its own event type.
  private <A extends SpecificRecord, E> DataStream<E> feed(
      Feed feed,
      Class<A> type,
      TypedSource<A> source,
      EventMapping<A, E> mapping,
      Removal<E> removal,
      Class<E> domain) {
    return (DataStream<E>)
        events.computeIfAbsent(
            feed, key -> clean(feed, type, read(type, source), mapping, removal, domain));
  }

  private <A extends SpecificRecord, E> SingleOutputStreamOperator<E> clean(
      Feed feed,
      Class<A> type,
      DataStream<Decoded<A>> source,
      EventMapping<A, E> mapping,
      Removal<E> removal,
      Class<E> domain) {
    boolean measured = owned.test(type) && feed.hasData();
    SingleOutputStreamOperator<E> cleaned =
        source
            .process(
                new IntakeFunction<>(feed, mapping, removal, cleaning, rules).sampled(measured))
            .returns(TypeInformation.of(domain))
            .name("clean")
            .uid("clean-" + feed.label());
    write(type, cleaned.getSideOutput(IntakeFunction.DEAD_LETTERS));
    if (measured) {
      sampled.put(feed.label(), cleaned);
    }
    return cleaned;
  }

  @SuppressWarnings("unchecked") // A topic is only ever put here with its own type.
  private <A extends SpecificRecord> DataStream<Decoded<A>> readBack(Class<A> type) {
    return (DataStream<Decoded<A>>)
        sources.computeIfAbsent(type, any -> read(type, TypedSource.state(kafka, type)));
  }

  private <A extends SpecificRecord> SingleOutputStreamOperator<Decoded<A>> read(
      Class<A> type, TypedSource<A> source) {
    return read(type, source, "");
  }

  private <A extends SpecificRecord> SingleOutputStreamOperator<Decoded<A>> read(
      Class<A> type, TypedSource<A> source, String reader) {
    String topic = kafka.topic(type).name();
    return source.read(environment, Outputs.label(type)).uid("from-" + topic + reader);
  }
}
