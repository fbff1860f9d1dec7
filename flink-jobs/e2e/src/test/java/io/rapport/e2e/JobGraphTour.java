package io.rapport.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.rapport.e2e.ConsoleBrowser.Size;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import java.nio.file.Path;

/**
 * Takes the pictures of the running jobs' graphs on Flink's own dashboard; {@code
 * deploy/screenshot} calls it.
 */
final class JobGraphTour {

  /** A screen on which the names of the largest graph can be read. */
  private static final Size SCREEN = new Size(2560, 1440);

  /** The graph alone on the screen, as when the table below it is pulled down. */
  private static final String MAXIMISED =
      """
      .container { position: fixed !important; inset: 0; z-index: 1000; background: white;
        height: 100vh !important; width: 100vw !important; }
      """;

  /** Until the dashboard has drawn the graph, and its figures have come. */
  private static final double DRAWN_MILLIS = 4_000;

  private static final String GRAPH = "flink-dagre";

  private JobGraphTour() {}

  /**
   * @param arguments the dashboard's address, and the directory to write to
   */
  public static void main(String[] arguments) {
    Path chromium =
        ConsoleBrowser.chromium()
            .orElseThrow(() -> new IllegalStateException("there is no Chromium; set CHROMIUM"));
    String flink = arguments[0];
    try (ConsoleBrowser browser = ConsoleBrowser.open(chromium, flink)) {
      for (FlinkJob job : FlinkRest.at(flink).jobs()) {
        if (!job.ended()) {
          take(browser, flink, job, Path.of(arguments[1], job.name() + ".png"));
        }
      }
    }
  }

  private static void take(ConsoleBrowser browser, String flink, FlinkJob job, Path file) {
    try (Page page = browser.page(SCREEN, ColorScheme.LIGHT)) {
      page.navigate(flink + "/#/overview");
      page.addStyleTag(new Page.AddStyleTagOptions().setContent(MAXIMISED));
      page.evaluate(
          "address => location.assign(address)", "#/job/running/" + job.id() + "/overview");
      page.locator(GRAPH + " svg g.node").first().waitFor();
      page.waitForTimeout(DRAWN_MILLIS);
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
      System.out.println(file);
    }
  }
}
