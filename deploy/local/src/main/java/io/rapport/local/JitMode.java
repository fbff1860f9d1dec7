package io.rapport.local;

import java.util.List;

/**
 * The just-in-time compilation of broker and TaskManager.
 *
 * <p>A job of Rapport is some sixty threads that are all busy from the first second. On few cores
 * they leave the optimising compiler so little time that the code stays interpreted for minutes.
 */
public enum JitMode {
  /** Only the first, quick compiler: at speed within seconds, slower in the long run. */
  QUICK,

  /** Both compilers, as is Java's default: for runs longer than some minutes. */
  OPTIMISING;

  List<String> jvmOptions() {
    return this == QUICK ? List.of("-XX:TieredStopAtLevel=1") : List.of();
  }
}
