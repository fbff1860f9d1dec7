package io.rapport.jobs;

public class JobGraphs {
  public static void main(String[] args) {
    for (var g : java.util.List.of(io.rapport.jobs.customer.CustomerJob.build(args), io.rapport.jobs.recommendation.RecommendationJob.build(args), io.rapport.jobs.segment.SegmentJob.build(args), io.rapport.jobs.support.SupportJob.build(args), AllJobs.build(args))) {
      var graph = g.graph().getJobGraph();
      System.out.println("== " + graph.getName() + " " + graph.getNumberOfVertices());
      for (var v : graph.getVerticesSortedTopologicallyFromSources()) {
        System.out.println("  [" + v.getParallelism() + "] " + v.getName() + "   <- " + v.getInputs().stream().map(e -> e.getSource().getProducer().getName().replaceAll("->.*", "") + ":" + e.getShipStrategyName()).toList());
        if (args.length > 2) System.out.println("        " + v.getOperatorPrettyName());
      }
    }
  }
}
