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
  KNOWLEDGE_ARTICLES,
  PRIVACY_REQUESTS;

  /** Whether its records have fields that rules clean; a privacy request has identifiers alone. */
  public boolean hasData() {
    return this != PRIVACY_REQUESTS;
  }

  /** The name in metrics, uids and topics: lower-case words joined by '-'. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
