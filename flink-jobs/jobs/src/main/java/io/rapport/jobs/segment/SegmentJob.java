package io.rapport.jobs.segment;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.SegmentModel;
import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Centroids;
import io.rapport.jobs.frame.JobKind;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.state.CacheOptions;
import java.util.List;

/**
 * Assigns customers to segments and learns the segments.
 *
 * <pre>
 * rapport.customer-profiles --> Segment --> rapport.customer-segments
 * rapport.segment-models -----/        \--> rapport.segment-models
 * </pre>
 */
public final class SegmentJob {

  private SegmentJob() {}

  /** Runs the job; options as {@code --key value}. */
  public static void main(String[] args) throws Exception {
    build(args).execute();
  }

  /** Builds the job without running it. */
  public static RapportJob build(String[] args) {
    RapportJob job = RapportJob.of(JobKind.SEGMENT, args, optionClasses());
    attach(job);
    return job;
  }

  /** The classes that declare the job's own options. */
  public static List<Class<?>> optionClasses() {
    return List.of(SegmentOptions.class);
  }

  /** Adds the topology to a job. */
  public static void attach(RapportJob job) {
    SegmentTopology.Products products =
        SegmentTopology.build(
            job.inputs()
                .model(
                    CustomerProfile.class,
                    SegmentMapping::toDomain,
                    SegmentMapping::gone,
                    Activity.class),
            job.inputs().model(SegmentModel.class, SegmentMapping::toDomain, Centroids.class),
            SegmentOptions.settings(job.options()),
            CacheOptions.shared(job.options()));
    // Upserts by key: a repeated record is harmless, and none must wait for a checkpoint.
    job.outputs().upserts(products.segments(), SegmentMapping::upsert, CustomerSegment.class);
    job.outputs().atLeastOnce(products.models(), SegmentMapping::toAvro, SegmentModel.class);
  }
}
