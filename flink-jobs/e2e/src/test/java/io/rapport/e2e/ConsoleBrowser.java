package io.rapport.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The system's own Chromium on the console; nothing is downloaded. */
final class ConsoleBrowser implements AutoCloseable {

  /** A width and height in pixels. */
  record Size(int width, int height) {
    static final Size DESK = new Size(1440, 900);
    static final Size PHONE = new Size(360, 800);
  }

  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
  private static final double PATIENCE_MILLIS = 60_000;

  private final Playwright playwright;
  private final Browser browser;
  private final String console;
  private final List<String> problems = new ArrayList<>();

  private ConsoleBrowser(Playwright playwright, Browser browser, String console) {
    this.playwright = playwright;
    this.browser = browser;
    this.console = console;
  }

  /** The path of Chromium: the one that CHROMIUM names, or a usual one; empty if there is none. */
  static Optional<Path> chromium() {
    return Stream.of(
            System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"),
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static boolean isThere() {
    return chromium().isPresent();
  }

  static ConsoleBrowser open(Path chromium, String console) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    // The sandbox needs a user other than root; only the console is visited.
                    .setArgs(List.of("--no-sandbox")));
    return new ConsoleBrowser(playwright, browser, console);
  }

  /** A page of a browser whose user asks not to be followed, by the named signal of the browser. */
  Page privatePage(String signal) {
    Page page = page(Size.DESK, ColorScheme.LIGHT);
    page.addInitScript(
        "Object.defineProperty(navigator, '%s', { get: () => %s })"
            .formatted(signal, signal.equals("doNotTrack") ? "'1'" : "true"));
    return page;
  }

  /** A page of a browser without any memory, on no address yet. */
  Page page(Size size, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(size.width(), size.height())
                .setColorScheme(scheme));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    Page page = context.newPage();
    page.onPageError(error -> problems.add("error in the page: " + error));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            problems.add(message.text() + " at " + message.location());
          }
        });
    return page;
  }

  /** Goes to a view, by its part of the hash. */
  void show(Page page, String view) {
    show(page, console, view);
  }

  /** Goes to a view of another gateway's console. */
  static void show(Page page, String console, String view) {
    page.navigate(console + "/#/" + view);
  }

  /** Writes a ticket and sends it, on the page of the support view. */
  static void writeTicket(Page page, String subject, String message) {
    button(page, "Write a ticket").click();
    page.getByLabel("Subject").fill(subject);
    page.getByLabel("Message").fill(message);
    button(page, "Send").click();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The complaints of the pages since the last call. */
  List<String> problems() {
    List<String> found = List.copyOf(problems);
    problems.clear();
    return found;
  }

  /** The serious and critical findings of axe on the page as it is: rule and where. */
  static List<String> barriers(Page page) {
    page.evaluate(axe());
    Object found =
        page.evaluate(
            """
            async () => (await axe.run()).violations
              .filter(v => v.impact === 'serious' || v.impact === 'critical')
              .flatMap(v => v.nodes.map(n => v.id + ': ' + n.html + ' ' + n.failureSummary))
            """);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static String axe() {
    try (InputStream in = ConsoleBrowser.class.getResourceAsStream(AXE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
