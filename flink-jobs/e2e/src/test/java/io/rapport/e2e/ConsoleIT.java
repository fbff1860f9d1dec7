package io.rapport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.connectors.gateway.access.Key;
import io.rapport.connectors.gateway.access.KeyFile;
import io.rapport.connectors.gateway.access.Role;
import io.rapport.connectors.gateway.access.Sites;
import io.rapport.e2e.ConsoleBrowser.Size;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console as a person uses it, in a browser, on {@code rapport demo}. */
@EnabledIf(
    value = "io.rapport.e2e.ConsoleBrowser#isThere",
    disabledReason =
        "The console is not tested: there is no Chromium. Install the package chromium, or name one"
            + " in CHROMIUM.")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int RATE = 60;

  /** The text that a view shows once it has live data. */
  private static final Map<String, String> SIGNS =
      Map.of(
          "overview", ".flow .run >> nth=3",
          "shop", ".recs li >> nth=4",
          "support", "[data-open] .words",
          "customers", "[data-open] .events li >> nth=0",
          "identities", "[data-pair] >> nth=0",
          "segments", ".segments .panel >> nth=1",
          "quality", "[data-metric] >> nth=0",
          "dead-letters", ".letters li >> nth=0");

  private static final List<String> VIEWS =
      List.of(
          "overview",
          "shop",
          "support",
          "customers",
          "identities",
          "segments",
          "quality",
          "dead-letters");

  private static WebShop webShop;
  private static RapportProcess demo;
  private static ConsoleBrowser browser;

  @BeforeAll
  static void start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    webShop = WebShop.open();
    demo = RapportProcess.demo(RATE, webShop.origin());
    webShop.useGateway(demo.url());
    browser = ConsoleBrowser.open(ConsoleBrowser.chromium().orElseThrow(), demo.url());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (demo != null) {
      demo.close();
    }
    if (webShop != null) {
      webShop.close();
    }
  }

  @AfterEach
  void nothingWentWrongInThePage() {
    assertThat(browser.problems()).isEmpty();
  }

  /** The browser waits a minute for each sign; see {@link #start}. */
  @ParameterizedTest
  @Order(1)
  @FieldSource("VIEWS")
  void everyViewShowsLiveData(String view) {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, view);
      if (view.equals("support") || view.equals("customers")) {
        page.locator(".list a").first().click();
      }
      assertThat(page.locator(SIGNS.get(view))).isVisible();
      assertThat(page.locator(".pill")).hasText("Live");
      assertThat(page.title()).endsWith("Rapport");
    }
  }

  @Test
  @Order(3)
  void aClickInTheShopChangesTheRecommendationsAndSaysHowLongItTook() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, "shop");
      Locator list = page.locator(".recs");
      assertThat(list.locator("li").first()).isVisible();
      String before = list.textContent();
      page.locator(".item .open").first().click();
      assertThat(page.locator(".ms b")).isVisible();
      assertThat(list).not().hasText(before);

      // The second way: follow a recommendation. Its reasons name what was looked at.
      Locator followed = page.locator(".recs .open").first();
      String title = followed.textContent().strip();
      followed.click();
      assertThat(page.locator(".trail li")).hasCount(2);
      assertThat(page.locator(".trail li").first()).containsText(Pattern.compile("\\d m?s"));
      assertThat(page.locator(".trail li").first()).containsText(title);
      assertThat(page.locator(".recs .why").first()).not().isEmpty();
      // Whatever the sources are, an item is named once.
      for (Locator why : page.locator(".recs .why").all()) {
        assertThat(why.locator("b").allTextContents()).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  @Order(3)
  void aTicketWrittenAppearsTriagedAndAnAcceptedAnswerIsShownAsAccepted() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, "support");
      ConsoleBrowser.writeTicket(
          page,
          "Where is my order?",
          "Where is my parcel? I ordered it last week, the tracking shows nothing."
              + " Write to someone@example.com");
      Locator ticket = page.locator("[data-open]");
      assertThat(ticket).containsText("after you sent it");
      assertThat(ticket.locator(".words")).containsText("Where is my parcel?");
      assertThat(ticket.locator(".words")).not().containsText("someone@example.com");

      // Some label has been learned by now, so some word spoke for or against an intent.
      assertThat(ticket.locator("mark").first()).isVisible();

      Locator answer = ticket.locator(".answer").first();
      answer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept")).click();
      assertThat(answer.locator(".tag.good")).hasText("accepted");
      assertThat(ticket.locator("[data-status]")).hasText("accepted");
    }
  }

  @Test
  @Order(4)
  void aTicketIsRelabelledItsAnswerRejectedAndAnotherAnsweredInOwnWords() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, "support");
      Locator ticket = page.locator("[data-open]");
      ConsoleBrowser.writeTicket(
          page, "Where is it?", "Where is my parcel? The tracking is empty.");
      assertThat(ticket).containsText("after you sent it");
      Locator answer = ticket.locator(".answer").first();
      press(answer, "Reject");
      assertThat(answer.locator(".tag:text-is('rejected')")).isVisible();
      press(ticket, "Relabel");
      ticket.locator("input[name=label]").fill("lost_parcel");
      press(ticket, "Relabel");
      assertThat(ticket).containsText("relabelled as lost_parcel");

      ConsoleBrowser.writeTicket(page, "Again", "Where is my parcel? I still have not got it.");
      assertThat(ticket.locator(".words")).containsText("I still have not got it.");
      press(ticket.locator(".answer").first(), "Edit");
      ticket.locator(".answer textarea").fill("It is on its way.");
      press(ticket, "Send this");
      assertThat(ticket.locator("[data-status]")).hasText("answered");
    }
  }

  private static void press(Locator within, String name) {
    within
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  @Test
  @Order(4)
  void anItemIsBoughtAndADeadLetterSentAgain() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, "shop");
      page.locator(".item button[aria-label^='Buy']:enabled").first().click();
      assertThat(page.locator(".trail li").first()).containsText("Bought");

      browser.show(page, "dead-letters");
      Locator letter = page.locator(".letters li").first();
      letter.locator("summary").click();
      press(letter, "Replay");
      assertThat(page.locator(".letters .tag.good").first()).hasText("sent again");
    }
  }

  /** The simulated shop's loyalty cards are second records of its customers. */
  @Test
  @Order(4)
  void aDoubtfulPairIsDecidedAndADecisionIsTakenBack() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, "identities");
      Locator pair = page.locator("[data-pair]").first();
      String id = pair.getAttribute("data-pair");
      press(pair, "Same person");
      assertThat(page.locator(".toast").last()).containsText("one person");
      assertThat(page.locator("[data-pair='" + id.replace("\n", "\\a ") + "']")).hasCount(0);

      browser.show(page, "customers/" + id.split("\n", -1)[0]);
      Locator decided = page.locator(".links li").filter(hasText("decided")).first();
      assertThat(decided).isVisible();
      assertThat(page.locator("[data-identity] tbody tr >> nth=1")).isVisible();
      press(decided, "Take the decision back");
      assertThat(page.locator(".links li").filter(hasText("decided"))).hasCount(0);
    }
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @ParameterizedTest
  @Order(5)
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void noViewHasSeriousBarriers(ColorScheme scheme) {
    try (Page page = browser.page(Size.DESK, scheme)) {
      for (String view : VIEWS) {
        browser.show(page, view);
        assertThat(page.locator(SIGNS.get(view))).isVisible();
        picture(page, view, Size.DESK, scheme);
        assertThat(ConsoleBrowser.barriers(page)).as(view).isEmpty();
      }
    }
  }

  @Test
  @Order(6)
  void everyViewIsReadableOnAPhone() {
    try (Page page = browser.page(Size.PHONE, ColorScheme.LIGHT)) {
      for (String view : VIEWS) {
        browser.show(page, view);
        if (view.equals("support") || view.equals("customers")) {
          page.locator(".list a").first().click();
        }
        assertThat(page.locator(SIGNS.get(view))).isVisible();
        picture(page, view, Size.PHONE, ColorScheme.LIGHT);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))
            .as("pixels that do not fit in " + view)
            .isEqualTo(0);
      }
    }
  }

  @Test
  @Order(7)
  void theKeyboardReachesTheContentFirst() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(page, "overview");
      assertThat(page.locator(SIGNS.get("overview"))).isVisible();
      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator("main")).isFocused();
      assertThat(page.locator("h1")).hasText("Overview");
    }
  }

  @Test
  @Order(8)
  void aKilledGatewayIsShownAsReconnectingAndTheViewGoesOnWithTheNextOne() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      Locator clicks = page.locator(".flow li").first().locator(".small").first();
      RapportProcess gateway = RapportProcess.gateway(demo, 0);
      String console = gateway.url();
      try (gateway) {
        ConsoleBrowser.show(page, console, "overview");
        assertThat(page.locator(".pill")).hasText("Live");
        assertThat(page.locator(SIGNS.get("overview"))).isVisible();
        gateway.kill();
      }
      assertThat(page.locator(".pill")).hasText("Reconnecting");
      assertThat(page.locator("#banner")).isVisible();
      String last = clicks.textContent();
      try (RapportProcess next = RapportProcess.gateway(demo, URI.create(console).getPort())) {
        assertThat(next.url()).isEqualTo(console);
        assertThat(page.locator(".pill")).hasText("Live");
        assertThat(page.locator("#banner")).isHidden();
        assertThat(clicks).not().hasText(last);
      }
    }
    // That nobody answered is an error to the browser, and the point of this test.
    browser.problems();
  }

  @Test
  @Order(4)
  void aWebsiteWithTheSnippetIsFollowedAndShowsRecommendations() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      page.navigate(webShop.origin());
      List<?> items = items(page.evaluate("() => rapport.recommendations(3)"));
      assertThat(items).as("what a visitor never seen is shown").hasSize(3);
      page.evaluate("item => rapport.view(item)", itemId(items.get(0)));
      // From now on it is the visitor's own list.
      until(page, "!(await rapport.recommendations(6)).fallback");
      assertThat(items(page.evaluate("() => rapport.recommendations(6)")))
          .hasSize(6)
          .extracting(ConsoleIT::itemId)
          .doesNotContain(itemId(items.get(0)));
      page.evaluate("() => rapport.login('snippet-customer')");
      until(page, "(await fetch('" + demo.url() + "/customers/snippet-customer')).ok");
    }
    // The profile is asked for until it is there, and each time it is not is an error to the
    // browser.
    browser.problems();
  }

  @ParameterizedTest
  @Order(4)
  @ValueSource(strings = {"doNotTrack", "globalPrivacyControl", "optOut"})
  void aVisitorWhoIsNotToBeFollowedSendsNothing(String signal) {
    try (Page page =
        signal.equals("optOut")
            ? browser.page(Size.DESK, ColorScheme.LIGHT)
            : browser.privatePage(signal)) {
      List<String> sent = new ArrayList<>();
      page.onRequest(
          request -> {
            if (request.url().contains("/events/")) {
              sent.add(request.url());
            }
          });
      page.navigate(webShop.origin());
      if (signal.equals("optOut")) {
        page.evaluate("() => { rapport.visitor(); rapport.view('i1'); rapport.optOut(); }");
      }
      page.evaluate("() => { rapport.view('i2'); rapport.search('lamp'); rapport.login('c'); }");
      assertThat(items(page.evaluate("() => rapport.recommendations(3)"))).hasSize(3);
      page.navigate("about:blank"); // What was waiting would be sent as the page is left.
      assertThat(sent).isEmpty();
      page.navigate(webShop.origin());
      assertThat(
              page.evaluate("() => [rapport.visitor(), localStorage.getItem('rapport-visitor')]"))
          .isEqualTo(Arrays.asList(null, null));
    }
  }

  @Test
  @Order(4)
  void aPageOfAnOriginNobodyAllowedIsRefused() {
    try (Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      page.navigate(webShop.strangeOrigin());
      assertThat(
              page.evaluate(
                  "() => rapport.recommendations(3).then(() => 'shown', () => 'refused')"))
          .isEqualTo("refused");
    }
    assertThat(browser.problems()).isNotEmpty();
  }

  private static String key(KeyFile keys, Role role, Set<String> origins) {
    Instant now = Instant.now();
    Key.Issued issued =
        Key.issue(
            new Key.Wish(role, Sites.of(List.of("default")), origins, Optional.empty(), 0, "Berta"),
            now);
    keys.change(all -> all.with(issued.key(), now));
    return issued.text();
  }

  @Test
  @Order(5)
  void whereKeysAreAskedForAPersonLogsInAndOut(@TempDir Path dir) {
    KeyFile keys = new KeyFile(dir.resolve("keys.json"));
    String desk = key(keys, Role.DESK, Set.of());
    try (RapportProcess gateway = RapportProcess.gateway(demo, 0, "--keys=" + keys.path());
        Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      ConsoleBrowser.show(page, gateway.url(), "support");
      Locator key = page.getByLabel("Key");
      Locator logIn =
          page.getByRole(
              AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in").setExact(true));
      assertThat(key).isVisible();
      assertThat(page.locator("nav a")).hasCount(0);
      assertThat(ConsoleBrowser.barriers(page)).isEmpty();
      key.fill("rk_nobody_guessed");
      logIn.click();
      assertThat(page.locator("[role=alert]")).containsText("not valid");

      // The view that was asked for follows; what the role may not do is not offered.
      key.fill(desk);
      logIn.click();
      assertThat(page.locator("h1")).hasText("Support");
      assertThat(page.locator(".who")).containsText("Berta");
      assertThat(page.locator(".who")).containsText("desk");
      assertThat(page.locator("nav a")).hasCount(VIEWS.size() - 1);
      assertThat(page.locator("nav")).not().containsText("Dead letters");
      assertThat(page.locator(".pill")).hasText("Live");
      page.locator(".list a").first().click();
      assertThat(page.locator("[data-open]")).isVisible();
      assertThat(page.evaluate("() => document.cookie")).isEqualTo("");
      page.reload();
      assertThat(page.locator(".who")).containsText("Berta");
      ConsoleBrowser.show(page, gateway.url(), "shop");
      assertThat(page.locator(".item .does button").first()).isDisabled();

      press(page.locator("#shell"), "Log out");
      assertThat(key).isVisible();
      key.fill(desk);
      logIn.click();
      assertThat(page.locator("h1")).hasText("Shop");
      // The session ends with its key, wherever its page is.
      keys.change(all -> all.revoke(all.all().get(0).id(), Instant.now()));
      assertThat(key).isVisible();
    }
    // Refusals are errors to the browser, and the point of this test.
    browser.problems();
  }

  @Test
  @Order(5)
  void whereKeysAreAskedForAPageReadsItsOwnVisitorsListAlone(@TempDir Path dir) {
    KeyFile keys = new KeyFile(dir.resolve("keys.json"));
    String browserKey = key(keys, Role.BROWSER, Set.of(webShop.origin()));
    try (RapportProcess gateway = RapportProcess.gateway(demo, 0, "--keys=" + keys.path());
        Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      page.waitForCondition(() -> page.request().get(gateway.url() + "/health/ready").ok());
      webShop.useGateway(gateway.url(), browserKey);
      page.navigate(webShop.origin());
      List<?> items = items(page.evaluate("() => rapport.recommendations(6)"));
      assertThat(items).hasSize(6);
      page.evaluate("id => rapport.view(id)", itemId(items.get(0)));
      until(page, "!(await rapport.recommendations(6)).fallback");
      String visitor = (String) page.evaluate("() => rapport.visitor()");
      assertThat(visitor).startsWith("v-");
      assertThat(
              page.evaluate(
                  "([url, key]) => fetch(url, {headers: {Authorization: 'Bearer ' + key}})"
                      + ".then(answer => answer.status)",
                  List.of(gateway.url() + "/visitors/" + visitor + "/recommendations", browserKey)))
          .isEqualTo(403);
      page.reload();
      assertThat(page.evaluate("() => rapport.visitor()")).isEqualTo(visitor);
    } finally {
      webShop.useGateway(demo.url());
    }
    // The refusal is an error to the browser, and the point of this test.
    browser.problems();
  }

  /** Waits in the page until an expression, which may await, is true. */
  private static void until(Page page, String expression) {
    Object held =
        page.evaluate(
            """
            async () => {
              const end = Date.now() + 60000;
              while (!(%s)) {
                if (Date.now() > end) return false;
                await new Promise(resolve => setTimeout(resolve, 100));
              }
              return true;
            }
            """
                .formatted(expression));
    assertThat(held).as(expression).isEqualTo(true);
  }

  private static List<?> items(Object answer) {
    return (List<?>) ((Map<?, ?>) answer).get("items");
  }

  private static String itemId(Object item) {
    return (String) ((Map<?, ?>) item).get("itemId");
  }

  @Test
  @Order(7)
  void aSecondSiteIsChosenAndShowsOnlyItsOwn() {
    Shop outlet = new Shop(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    try (Producers producers = new Producers(demo.kafka());
        Page page = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      for (int i = 0; i < Shop.items(); i++) {
        producers.send(
            CatalogueItem.newBuilder(outlet.item(i)).setSite("outlet").setEventId("o" + i).build());
      }
      for (int n = 0; n < 1_000; n++) {
        producers.send(Click.newBuilder(outlet.click(n)).setSite("outlet").build());
      }
      assertThat(producers.acknowledged(Click.class)).isEqualTo(1_000);
      browser.show(page, "shop");
      page.locator("label.site select").selectOption("outlet");
      assertThat(page.locator(".item").first()).containsText("Thing number");
      page.locator(".item .open").first().click();
      assertThat(page.locator(".ms b")).isVisible();
      assertThat(page.locator(".recs li").first()).containsText("Thing number");
      picture(page, "second-site", Size.DESK, ColorScheme.LIGHT);
      page.locator("label.site select").selectOption("default");
      assertThat(page.locator(".item").first()).not().containsText("Thing number");
      assertThat(page.locator(".recs li").first()).not().containsText("Thing number");
    }
  }

  private static void picture(Page page, String view, Size size, ColorScheme scheme) {
    String name = view + "-" + size.width() + "-" + scheme.name().toLowerCase(Locale.ROOT);
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}
