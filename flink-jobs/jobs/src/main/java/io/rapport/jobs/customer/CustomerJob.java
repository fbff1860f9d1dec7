package io.rapport.jobs.customer;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.VisitorErasure;
import io.rapport.jobs.frame.JobKind;
import io.rapport.jobs.frame.RapportJob;
import io.rapport.jobs.frame.Receipt;
import io.rapport.jobs.quality.QualityOptions;
import io.rapport.jobs.quality.QualityReports;
import io.rapport.jobs.state.CacheOptions;
import java.util.List;

/**
 * Joins all channels into customer profiles.
 *
 * <pre>
 * rapport.clicks, purchases, support-events,     --> Customer --> rapport.customer-profiles
 * customer-records, identity-links,                      \
 * privacy-requests                                        +-----> rapport.erasure-receipts
 *
 * quality of purchases, customer records, identity links -------> rapport.quality-reports
 * </pre>
 */
public final class CustomerJob {

  private CustomerJob() {}

  /** Runs the job; options as {@code --key value}. */
  public static void main(String[] args) throws Exception {
    build(args).execute();
  }

  /** Builds the job without running it. */
  public static RapportJob build(String[] args) {
    RapportJob job = RapportJob.of(JobKind.CUSTOMER, args, optionClasses());
    attach(job);
    QualityReports.write(job);
    return job;
  }

  /** The classes that declare the job's own options. */
  public static List<Class<?>> optionClasses() {
    return List.of(CustomerOptions.class, QualityOptions.class);
  }

  /** Adds the topology to a job. */
  public static void attach(RapportJob job) {
    CustomerTopology.Products products =
        CustomerTopology.build(
            new CustomerTopology.Events(
                job.inputs().clicks(),
                job.inputs().purchases(),
                job.inputs().supportEvents(),
                job.inputs().customerRecords(),
                job.inputs().identityLinks(),
                job.inputs().privacyRequests()),
            CustomerOptions.settings(job.options()),
            CacheOptions.shared(job.options()));
    // Upserts by key: a repeated profile is harmless, and none must wait for a checkpoint.
    job.outputs().upserts(products.profiles(), CustomerMapping::upsert, CustomerProfile.class);
    job.outputs()
        .receipts(
            products
                .erasures()
                .map(CustomerMapping::receipt)
                .returns(Receipt.class)
                .name("erasures to receipts")
                .uid(CustomerUids.RECEIPTS));
    // An erasure is idempotent.
    job.outputs()
        .atLeastOnce(products.erasedVisitors(), CustomerMapping::toAvro, VisitorErasure.class);
  }
}
