package io.rapport.core.intake;

/** The action of a click event. */
public enum ClickAction {
  VIEW,
  SEARCH,
  ADD_TO_CART,
  REMOVE_FROM_CART,
  WISH,
  IMPRESSION,
  RECOMMENDATION_CLICK
}
