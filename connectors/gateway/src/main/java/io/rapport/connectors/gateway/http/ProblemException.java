package io.rapport.connectors.gateway.http;

/** Ends the work on a request with a {@link Problem}. */
public final class ProblemException extends Exception {

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
