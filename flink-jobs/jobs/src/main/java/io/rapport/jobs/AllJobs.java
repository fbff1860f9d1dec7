package io.rapport.jobs;

import io.rapport.core.quality.Report;
import io.rapport.jobs.customer.CustomerJob;
import io.rapport.jobs.customer.CustomerOptions;
import io.rapport.jobs.customer.identity.IdentityOptions;
import io.rapport.jobs.frame.JobKind;
import io.rapport.jobs.frame.OptionTable;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.quality.QualityOptions;
import io.rapport.jobs.quality.QualityReports;
import io.rapport.jobs.recommendation.RecommendationJob;
import io.rapport.jobs.recommendation.options.RecommendationOptions;
import io.rapport.jobs.segment.SegmentJob;
import io.rapport.jobs.segment.SegmentOptions;
import io.rapport.jobs.support.SupportJob;
import io.rapport.jobs.support.SupportOptions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * All four jobs as one, for a laptop: every input topic is read and cleaned once.
 *
 * <pre>
 * clicks, purchases, support events, ... -> customer       -> profiles
 * clicks, purchases, catalogue           -> recommendation -> recommendations, neighbours
 * profiles, segment models               -> segment        -> segments, segment models
 * support events, articles, models       -> support        -> triaged tickets, support models
 * </pre>
 *
 * Profiles and models are read back from their topics, exactly as when the jobs run apart.
 */
public final class AllJobs {

  private static final List<Class<?>> DOMAIN_OPTIONS =
      Stream.of(
              List.<Class<?>>of(
                  CustomerOptions.class,
                  IdentityOptions.class,
                  SegmentOptions.class,
                  QualityOptions.class),
              RecommendationOptions.classes(),
              SupportOptions.classes())
          .flatMap(List::stream)
          .toList();

  /** Keys of the options that a user is expected to change. */
  private static final List<String> EVERYDAY_OPTIONS =
      List.of(
          "rapport.customer.expiry",
          "rapport.identity.link-confidence",
          "rapport.identity.max-records",
          "rapport.identity.review-confidence",
          "rapport.intake.rules",
          "rapport.kafka.bootstrap-servers",
          "rapport.kafka.client-properties",
          "rapport.kafka.group-id",
          "rapport.kafka.partitions",
          "rapport.kafka.registry-url",
          "rapport.kafka.replication",
          "rapport.kafka.topic-prefix",
          "rapport.quality.report-interval",
          "rapport.state.cache.size",
          "rapport.recommendation.exploration.share",
          "rapport.recommendation.feedback.share",
          "rapport.recommendation.half-life",
          "rapport.recommendation.newcomers",
          "rapport.recommendation.seen-filter",
          "rapport.recommendation.session-gap",
          "rapport.recommendation.size",
          "rapport.recommendation.sources",
          "rapport.recommendation.trending.half-life",
          "rapport.segment.segments",
          "rapport.serving.parallelism",
          "rapport.support.human-queue",
          "rapport.support.phone-region",
          "rapport.support.risk-target",
          "rapport.support.max-suggestions",
          "rapport.support.ticket-expiry");

  private AllJobs() {}

  public static void main(String[] arguments) throws Exception {
    build(arguments).execute();
  }

  /** Builds the job without running it. */
  public static RapportJob build(String[] arguments) {
    RapportJob job = RapportJob.of(JobKind.ALL, arguments, DOMAIN_OPTIONS);
    CustomerJob.attach(job);
    DataStream<Report> recommendation = RecommendationJob.attach(job);
    SegmentJob.attach(job);
    DataStream<Report> support = SupportJob.attach(job);
    QualityReports.write(job, recommendation.union(support));
    return job;
  }

  /** All options of Rapport's own. */
  public static OptionTable options() {
    return RapportJob.options(DOMAIN_OPTIONS).withEveryday(EVERYDAY_OPTIONS);
  }
}
