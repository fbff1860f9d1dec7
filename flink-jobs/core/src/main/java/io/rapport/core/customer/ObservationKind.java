package io.rapport.core.customer;

/** The kind of an observation. The order is part of a packed form: add at the end only. */
public enum ObservationKind {
  VIEW,
  SEARCH,
  ADD_TO_CART,
  REMOVE_FROM_CART,
  WISH,
  IMPRESSION,
  RECOMMENDATION_CLICK,
  ORDER,
  RETURN,
  CANCEL,
  TICKET_OPENED,
  TICKET_ACTIVITY,
  TICKET_CLOSED,
  CUSTOMER_RECORD,
  IDENTITY_LINK,
  LOGOUT,
  OPT_IN,
  OPT_OUT,
  /** A person's request to be erased. */
  ERASURE,
  /** The erasure of another account of the same person; the request itself is counted elsewhere. */
  ERASURE_OF_PERSON;

  /** Whether all that is known is to be removed. */
  public boolean erases() {
    return this == ERASURE || this == ERASURE_OF_PERSON;
  }
}
