package io.rapport.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.rapport.e2e.ConsoleBrowser.Size;
import java.nio.file.Path;

/**
 * Takes the README's pictures of the console and of the Flink dashboard while {@code rapport demo}
 * runs; {@code deploy/screenshot} calls it.
 */
final class Tour {
  private static final int STEPS = 4;

  /** Until marks of what is new have faded. */
  private static final double FADE_MILLIS = 2_500;

  /** Until tickets that came while the form was open are in the list. */
  private static final double LIST_MILLIS = 5_000;

  private final ConsoleBrowser browser;
  private final Path directory;

  private Tour(ConsoleBrowser browser, Path directory) {
    this.browser = browser;
    this.directory = directory;
  }

  /**
   * @param arguments the console's address, and the directory to write to
   */
  public static void main(String[] arguments) {
    Path chromium =
        ConsoleBrowser.chromium()
            .orElseThrow(() -> new IllegalStateException("there is no Chromium; set CHROMIUM"));
    try (ConsoleBrowser browser = ConsoleBrowser.open(chromium, arguments[0])) {
      Tour tour = new Tour(browser, Path.of(arguments[1]));
      tour.overview();
      tour.shop();
      tour.support();
      tour.dashboard();
    }
  }

  private void overview() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, "overview");
      page.locator(".flow .run").nth(STEPS).waitFor();
      page.waitForTimeout(FADE_MILLIS);
      take(page, "overview");
    }
  }

  /** Walks along what is recommended, so that the reasons name several items. */
  private void shop() {
    try (Page page = browser.page(Size.DESK, ColorScheme.DARK)) {
      browser.show(page, "shop");
      page.locator(".recs .open").first().waitFor();
      page.locator(".item .open").nth(1).click();
      for (int step = 1; step < STEPS; step++) {
        page.locator(".trail li").nth(step - 1).waitFor();
        page.locator(".ms b").waitFor();
        page.locator(".recs .open").nth(step).click();
      }
      page.locator(".trail li").nth(STEPS - 1).waitFor();
      page.locator(".ms b").waitFor();
      page.mouse().move(0, 0);
      page.waitForTimeout(FADE_MILLIS);
      take(page, "shop");
    }
  }

  /** Writes a ticket and shows its triage. */
  private void support() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, "support");
      page.locator(".list a").first().waitFor();
      ConsoleBrowser.writeTicket(
          page,
          "Where is my order?",
          """
          I ordered a desk lamp last week, and the tracking page shows nothing. Has the parcel been \
          shipped? Please write to someone@example.com.""");
      page.locator("[data-open] .answer").first().waitFor();
      page.mouse().move(0, 0);
      page.waitForTimeout(LIST_MILLIS);
      take(page, "support");
    }
  }

  /** The job's graph on Flink's own dashboard, which the overview links to. */
  private void dashboard() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, "overview");
      Locator link = page.locator("a:has-text('Flink dashboard')");
      Page flink = page.context().waitForPage(link::click);
      flink.locator("flink-overview tr a, tr.clickable").first().click();
      flink.locator("flink-dagre svg g.node").first().waitFor();
      flink.waitForTimeout(FADE_MILLIS);
      take(flink, "dashboard");
    }
  }

  private void take(Page page, String name) {
    Path file = directory.resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    System.out.println(file);
  }
}
