package io.rapport.jobs.state;

/** A function or operator that can say what it keeps. */
public interface Noted {

  /** The note on the state, by the settings in force. */
  StateNote note();
}
