package io.rapport.jobs.customer;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.ErasureReceipt;
import io.rapport.jobs.intake.RapportJob;

/**
 * Joins all channels into customer profiles.
 *
 * <pre>
 * rapport.clicks, purchases, support-events,     --> Customer --> rapport.customer-profiles
 * customer-records, identity-links,                      \
 * privacy-requests                                        +-----> rapport.erasure-receipts
 * </pre>
 */
public final class CustomerJob {

  private CustomerJob() {}

  /** Runs the job; options as {@code --key value}. */
  public static void main(String[] args) throws Exception {
    RapportJob job = RapportJob.named("rapport-customer", args, CustomerOptions.class);
    attach(job);
    job.execute();
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
            CustomerOptions.settings(job.options()));
    // Upserts by key: a profile that comes twice is harmless, and none is to wait for a checkpoint.
    job.outputs().upserts(products.profiles(), CustomerMapping::upsert, CustomerProfile.class);
    job.outputs().exactlyOnce(products.erasures(), CustomerMapping::toAvro, ErasureReceipt.class);
  }
}
