package io.rapport.core.intake;

/** What a visitor did. */
public enum ClickAction {
  VIEW,
  SEARCH,
  ADD_TO_CART,
  REMOVE_FROM_CART,
  WISH,
  IMPRESSION,
  RECOMMENDATION_CLICK
}
