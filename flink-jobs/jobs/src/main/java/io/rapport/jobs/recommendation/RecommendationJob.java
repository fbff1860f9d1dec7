package io.rapport.jobs.recommendation;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendationModel;
import io.rapport.avro.SiteRules;
import io.rapport.avro.VisitorErasure;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Report;
import io.rapport.core.recommendation.blend.BlendPublication;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.jobs.frame.JobKind;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.intake.ErasureMapping;
import io.rapport.jobs.quality.QualityOptions;
import io.rapport.jobs.quality.QualityReports;
import io.rapport.jobs.recommendation.options.RecommendationOptions;
import io.rapport.jobs.recommendation.site.RulesPublication;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Recommends items to visitors while they click.
 *
 * <pre>
 * rapport.clicks    --> History --> Items --> Neighbours --> Ranking --> rapport.recommendations
 * rapport.purchases --/            /               \
 * rapport.catalogue --------------/                 +--> rapport.item-neighbours
 *
 * rapport.recommendation-models --> Ranking --> Trainer --> rapport.recommendation-models
 * rapport.site-rules ------------> Ranking
 * rapport.customer-profiles -----> History
 * rapport.customer-segments -----> History
 * rapport.visitor-erasures ------> History --> rapport.erasure-receipts
 * </pre>
 */
public final class RecommendationJob {

  private RecommendationJob() {}

  /** Runs the job; options as {@code --key value}. */
  public static void main(String[] args) throws Exception {
    build(args).execute();
  }

  /** Builds the job without running it. */
  public static RapportJob build(String[] args) {
    RapportJob job = RapportJob.of(JobKind.RECOMMENDATION, args, optionClasses());
    QualityReports.write(job, attach(job));
    return job;
  }

  /** The classes that declare the job's own options. */
  public static List<Class<?>> optionClasses() {
    List<Class<?>> options = new ArrayList<>(RecommendationOptions.classes());
    options.add(QualityOptions.class);
    return options;
  }

  /** Adds the topology to a job; returns its quality reports. */
  public static DataStream<Report> attach(RapportJob job) {
    RecommendationSettings settings = RecommendationOptions.settings(job.options());
    RecommendationTopology.Products products =
        RecommendationTopology.build(
            job.inputs().clicks(),
            job.inputs().purchases(),
            job.inputs().catalogue(),
            guidance(job),
            settings,
            job.options().get(QualityOptions.REPORT_INTERVAL));
    job.outputs()
        .atLeastOnce(
            products.recommendations(), RecommendationMapping::toAvro, Recommendation.class);
    // Upserts by key: a repeated model is harmless, and none must wait for a checkpoint.
    job.outputs()
        .atLeastOnce(products.blends(), RecommendationMapping::toAvro, RecommendationModel.class);
    String version = settings.modelVersion();
    job.outputs()
        .upserts(
            products.neighbourhoods(),
            neighbourhood -> RecommendationMapping.toAvro(neighbourhood, version),
            ItemNeighbours.class);
    job.outputs().receipts(products.receipts());
    return QualityReports.watched(job, RecommendationUids.DOMAIN, products.measured())
        .union(products.reports());
  }

  private static RecommendationTopology.Guidance guidance(RapportJob job) {
    return new RecommendationTopology.Guidance(
        job.inputs()
            .model(
                RecommendationModel.class, RecommendationMapping::toDomain, BlendPublication.class),
        job.inputs()
            .model(
                SiteRules.class,
                RulesMapping::toDomain,
                RulesMapping::ended,
                RulesPublication.class),
        job.inputs()
            .shared(
                CustomerProfile.class,
                StatusMapping::toDomain,
                StatusMapping::gone,
                CustomerStatus.class,
                "status"),
        job.inputs()
            .model(
                CustomerSegment.class,
                StatusMapping::toDomain,
                StatusMapping::left,
                SegmentChange.class),
        job.inputs().identityLinks(),
        job.inputs().model(VisitorErasure.class, ErasureMapping::toDomain, VisitorErased.class));
  }
}
