package io.rapport.local;

import java.io.IOException;

/** A program of the stack: its configuration files, its command, and how to see that it serves. */
interface Server {
  Component component();

  /** Writes the configuration into the stack's directory; called once, before the first launch. */
  void configure() throws IOException;

  JavaCommand launch();

  /** Whether the program answers; never blocks longer than a second or so. */
  boolean ready();
}
