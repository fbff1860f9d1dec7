package io.rapport.jobs.customer;

import io.rapport.jobs.intake.Feed;

/**
 * The operator uids and state names of the customer job. Savepoints hold them: never rename one.
 */
final class CustomerUids {

  /** The domain of the metrics, below {@code rapport}. */
  static final String DOMAIN = "customer";

  static final String LINK = "customer-link";
  static final String IDENTIFY = "customer-identify";
  static final String JOIN = "customer-join";
  static final String IDENTIFIED_RFM_POINTS = "customer-identified-rfm-points";
  static final String JOINED_RFM_POINTS = "customer-joined-rfm-points";
  static final String QUINTILES = "customer-quintiles";
  static final String UNITE = "customer-unite";
  static final String RECEIPTS = "customer-receipts";

  static final String LINKS_STATE = "links";
  static final String IDENTIFIER_STATE = "identifier";
  static final String PROFILE_STATE = "profile";
  static final String SAMPLE_STATE = "rfm-sample";
  static final String UNITED_STATE = "united-profile";
  static final String QUINTILES_STATE = "quintiles";

  private CustomerUids() {}

  static String observe(Feed feed) {
    return "customer-observe-" + feed.label();
  }
}
