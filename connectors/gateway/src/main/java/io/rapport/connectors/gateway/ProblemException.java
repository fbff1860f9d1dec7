package io.rapport.connectors.gateway;

/** Ends the work on a request with a {@link Problem}. */
final class ProblemException extends Exception {

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
