package io.rapport.local;

import java.io.IOException;

/** A program of the stack: its configuration files, its command, and how to see that it serves. */
public interface Server {
  Component component();

  /** Writes the configuration into the stack's directory; called once, before the first launch. */
  default void configure() throws IOException {}

  /** The command of the next launch; called again for each restart. */
  JavaCommand launch();

  /** Whether the program answers; never blocks longer than a second or so. */
  boolean ready();
}
