package io.rapport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.ItemReason;
import io.rapport.avro.Recommendation;
import io.rapport.avro.RecommendedItem;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.e2e.ConsoleBrowser.Size;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console while 10,000 clicks a second pass through the broker and the gateway, and a
 * recommendation for every fifth. No job runs: on the two cores of a laptop they would take what
 * the browser needs. A measurement that keeps the machine busy for a minute, so it runs only when
 * asked for.
 */
@EnabledIfSystemProperty(
    named = "rapport.load",
    matches = "true",
    disabledReason = "The console under load is measured only with -Drapport.load=true.")
class ConsoleLoadIT {
  private static final int RATE = 11_000;
  private static final int LEAST = 10_000;
  private static final int VISITORS = 20_000;
  private static final int STEPS = 8;
  private static final int WARM_UP = 40;
  private static final double SECOND = 1_000;

  @TempDir private Path parent;

  @Test
  void theConsoleStaysUsableWith10000EventsASecondBehindIt() {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    try (RapportProcess stack = RapportProcess.withoutJobs(parent.resolve("stack"));
        ConsoleBrowser browser =
            ConsoleBrowser.open(ConsoleBrowser.chromium().orElseThrow(), stack.url());
        Load load = Load.start(stack.kafka());
        Page overview = browser.page(Size.DESK, ColorScheme.LIGHT);
        Page shop = browser.page(Size.DESK, ColorScheme.LIGHT)) {
      browser.show(overview, "overview");
      overview.evaluate(
          """
          () => {
            window.busy = [];
            new PerformanceObserver(list => list.getEntries().forEach(e => busy.push(e.duration)))
              .observe({ entryTypes: ['longtask'] });
          }
          """);
      double perSecond = 0;
      for (int i = 0; i < WARM_UP && perSecond < LEAST; i++) {
        overview.waitForTimeout(SECOND);
        perSecond = eventsPerSecond(overview);
      }
      List<Long> answers = walk(browser, shop);
      assertThat(shop.locator(".pill")).hasText("Live");
      assertThat(overview.locator(".pill")).hasText("Live");
      picture(overview, "overview");
      picture(shop, "shop");
      perSecond = eventsPerSecond(overview);
      System.out.printf(
          "sent %,d clicks; %,.0f events a second pass through the gateway; from click to the page's answer in ms, slowest last:"
              + " %s; the overview's tasks above 50 ms: %s%n",
          load.sent(), perSecond, answers, overview.evaluate("() => busy.map(Math.round)"));
      assertThat(perSecond).isGreaterThanOrEqualTo(LEAST);
      assertThat(browser.problems()).isEmpty();
    }
  }

  /**
   * Clicks through the catalogue; returns how long the page took to say that the broker has the
   * click.
   */
  private static List<Long> walk(ConsoleBrowser browser, Page shop) {
    browser.show(shop, "shop");
    List<Long> answers = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      long begin = System.nanoTime();
      shop.locator(".item .open").nth(step).click();
      assertThat(shop.locator(".trail li")).hasCount(step + 1);
      answers.add((System.nanoTime() - begin) / 1_000_000);
    }
    long[] sorted = answers.stream().mapToLong(Long::longValue).sorted().toArray();
    return Arrays.stream(sorted).boxed().toList();
  }

  private static double eventsPerSecond(Page page) {
    Object value =
        page.evaluate(
            """
            async () => {
              const o = await (await fetch('/overview')).json();
              return o.streams.clicks.perSecond + o.products.recommendations.perSecond;
            }
            """);
    return ((Number) value).doubleValue();
  }

  private static void picture(Page page, String view) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", view + "-under-load.png")));
  }

  /** A thread that sends views at an even rate until it is closed. */
  private static final class Load implements AutoCloseable {
    private static final long BEAT_NANOS = 10_000_000;

    private final Producers producers;
    private final Thread thread;
    private volatile boolean going = true;
    private final AtomicLong sent = new AtomicLong();

    private Load(KafkaSettings settings) {
      producers = new Producers(settings);
      thread = new Thread(this::run, "load");
    }

    static Load start(KafkaSettings settings) {
      Load load = new Load(settings);
      load.thread.start();
      return load;
    }

    long sent() {
      return sent.get();
    }

    private void run() {
      Shop shop = new Shop(Instant.now().truncatedTo(ChronoUnit.MILLIS));
      for (int i = 0; i < Shop.items(); i++) {
        producers.send(shop.item(i));
      }
      long begin = System.nanoTime();
      while (going) {
        long due = (System.nanoTime() - begin) / 1_000 * RATE / 1_000_000;
        while (sent.get() < due) {
          long n = sent.getAndIncrement();
          Click click = view(n);
          producers.send(click);
          if (n % 5 == 0) {
            producers.send(answer(click, n));
          }
        }
        LockSupport.parkNanos(BEAT_NANOS);
      }
    }

    private static Click view(long n) {
      return Click.newBuilder()
          .setEventId("load-" + n)
          .setEventTime(Instant.now())
          .setVisitorId("load-" + n * 31 % VISITORS)
          .setAction(ClickAction.VIEW)
          .setItemId("i" + n * 17 % Shop.items())
          .build();
    }

    private static Recommendation answer(Click click, long n) {
      List<RecommendedItem> items = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        items.add(
            RecommendedItem.newBuilder()
                .setItemId("i" + (n + i) % Shop.items())
                .setScore(1.0 / (1 + i))
                .setSource("co-occurrence")
                .setReasons(List.of(new ItemReason(click.getItemId(), "co-occurrence", 1.0)))
                .build());
      }
      return Recommendation.newBuilder()
          .setRecommendationId("answer-" + n)
          .setEventTime(click.getEventTime())
          .setTriggerTime(click.getEventTime())
          .setVisitorId(click.getVisitorId())
          .setTriggerEventId(click.getEventId())
          .setTriggerItemId(click.getItemId())
          .setItems(items)
          .setModelVersion("load")
          .build();
    }

    @Override
    public void close() {
      going = false;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      producers.close();
    }
  }
}
