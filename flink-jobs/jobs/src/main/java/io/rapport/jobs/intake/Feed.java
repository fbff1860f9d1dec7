package io.rapport.jobs.intake;

import java.util.Locale;

/** The input topics. */
public enum Feed {
  CLICKS,
  PURCHASES,
  SUPPORT_EVENTS,
  CATALOGUE,
  CUSTOMER_RECORDS,
  IDENTITY_LINKS,
  IDENTITY_DECISIONS,
  KNOWLEDGE_ARTICLES,
  PRIVACY_REQUESTS;

  /** Whether its records have fields that rules clean; requests and decisions have none. */
  public boolean hasData() {
    return this != PRIVACY_REQUESTS && this != IDENTITY_DECISIONS;
  }

  /** The name in metrics, uids and topics: lower-case words joined by '-'. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
