package io.rapport.jobs.customer;

import io.rapport.avro.CustomerIdentity;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.IdentityReview;
import io.rapport.avro.VisitorErasure;
import io.rapport.jobs.customer.identity.IdentityOptions;
import io.rapport.jobs.customer.identity.PersonMapping;
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
 * customer-records, identity-links,                      \  \ --> rapport.customer-identities,
 * identity-decisions, privacy-requests                    \       rapport.identity-reviews
 *                                                          +----> rapport.erasure-receipts
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
    return List.of(CustomerOptions.class, IdentityOptions.class, QualityOptions.class);
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
                job.inputs().identityDecisions(),
                job.inputs().privacyRequests()),
            CustomerOptions.settings(job.options()),
            IdentityOptions.setup(job.options()),
            CacheOptions.shared(job.options()));
    // Upserts by key: a repeated profile is harmless, and none must wait for a checkpoint.
    job.outputs().upserts(products.profiles(), CustomerMapping::upsert, CustomerProfile.class);
    if (products.persons() != null) {
      job.outputs()
          .upserts(products.persons().identities(), PersonMapping::upsert, CustomerIdentity.class);
      job.outputs()
          .upserts(products.persons().reviews(), PersonMapping::upsert, IdentityReview.class);
    }
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
