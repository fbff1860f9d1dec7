package io.rapport.core.customer;

/** The kind of an observation. */
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
  ERASURE
}
