package io.rapport.jobs.support;

import io.rapport.avro.SupportModel;
import io.rapport.avro.TriagedTicket;
import io.rapport.avro.VisitorErasure;
import io.rapport.core.intake.VisitorErased;
import io.rapport.core.quality.Report;
import io.rapport.core.support.training.ModelShard;
import io.rapport.jobs.frame.JobKind;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.intake.ErasureMapping;
import io.rapport.jobs.quality.QualityOptions;
import io.rapport.jobs.quality.QualityReports;
import io.rapport.jobs.state.CacheOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Triages support tickets, learns from agents, and erases the tickets of erased persons.
 *
 * <pre>
 * rapport.support-events     --> Triage --> rapport.triaged-tickets, erasure-receipts
 * rapport.knowledge-articles --/ ^ ^ \
 * rapport.support-models --------+ |  +--> Trainer --> rapport.support-models
 * rapport.visitor-erasures --> Persons
 * </pre>
 */
public final class SupportJob {

  private SupportJob() {}

  /** Runs the job; options as {@code --key value}. */
  public static void main(String[] args) throws Exception {
    build(args).execute();
  }

  /** Builds the job without running it. */
  public static RapportJob build(String[] args) {
    RapportJob job = RapportJob.of(JobKind.SUPPORT, args, optionClasses());
    QualityReports.write(job, attach(job));
    return job;
  }

  /** The classes that declare the job's own options. */
  public static List<Class<?>> optionClasses() {
    List<Class<?>> options = new ArrayList<>(SupportOptions.classes());
    options.add(QualityOptions.class);
    return options;
  }

  /** Adds the topology to a job; returns its quality reports. */
  public static DataStream<Report> attach(RapportJob job) {
    SupportTopology.Products products =
        SupportTopology.build(
            job.inputs().supportEvents(),
            job.inputs().knowledgeArticles(),
            job.inputs().model(SupportModel.class, SupportMapping::toDomain, ModelShard.class),
            job.inputs()
                .shared(
                    VisitorErasure.class,
                    ErasureMapping::toDomain,
                    null,
                    VisitorErased.class,
                    "support"),
            SupportOptions.settings(job.options()),
            CacheOptions.shared(job.options()));
    job.outputs().removable(products.triaged(), SupportMapping::upsert, TriagedTicket.class);
    // Upserts by key: a repeated part is harmless, and a new label must not wait for a checkpoint.
    job.outputs().atLeastOnce(products.models(), SupportMapping::toAvro, SupportModel.class);
    job.outputs().receipts(products.receipts());
    return QualityReports.of(job, SupportUids.DOMAIN, products.measured());
  }
}
