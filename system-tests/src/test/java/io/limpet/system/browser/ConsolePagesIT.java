package io.limpet.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The console in a real browser, on a real stack: what its pages show. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsolePagesIT extends InBrowser {
  ConsolePagesIT(Pages pages) {
    super(pages);
  }

  private static final String ERASED = "to-be-forgotten";

  /** Address of the receipt; empty until somebody was erased. */
  private static String receipt = "";

  /** A page of the console, and what is on it once its data is there. */
  private record Place(String name, String path, String selector) {}

  private static final List<Place> CONSOLE =
      List.of(
          new Place("today", "/console", "#cards .figure:has-text('accepted')"),
          new Place("engagement", "/console#/engagement", "#engagement-figures .figure"),
          new Place("experiments", "/console#/experiments", "h1:text-is('Experiments')"),
          new Place("experiment-new", "/console#/experiments/new", ".rule-form"),
          new Place("tunings", "/console#/tunings", "[data-tuning=autumn]"),
          new Place("tuning", "/console#/tunings/autumn", "[data-move='4']"),
          new Place("tuning-new", "/console#/tunings/new", "[data-knob]"),
          new Place("inspector", "/console#/inspect", ".ranked-item"),
          new Place("rules", "/console#/rules", "h1:text-is('Rules')"),
          new Place("rule", "/console#/rules/new", ".preview"),
          new Place("surfaces", "/console#/surfaces", "[data-surface=home]"),
          new Place("search", "/console#/search?q=mugs", "[data-found=mugs-00]"),
          new Place("models", "/console#/models", "[data-learning=tiny-1] .plot svg"),
          new Place("stock", "/console#/stock?category=Mugs", "[data-stock=mugs-00]"),
          new Place("stock-item", "/console#/stock/mugs-00", ".plot svg"),
          new Place("users", "/console#/users", "[data-user=" + SampleShop.SHOPPER + "]"),
          new Place(
              "user",
              "/console#/users/" + SampleShop.SHOPPER,
              "#predictions:has-text('" + SampleShop.GENERATION + "')"),
          new Place("data", "/console#/data", "h1"),
          new Place("system", "/console#/system", "[data-job=clean] .state[data-state=running]"));

  @Test
  void everyPageOfTheConsoleHasDataFitsAndCanBeUsedByEverybody() throws Exception {
    shop.fill();
    shop.tuned("autumn");
    Window console = open("/console", DESK);
    for (Place place : CONSOLE) {
      visit(console, place.path(), place.selector());
      assertThat(console.violations()).as("%s, light", place.name()).isEmpty();
      console.photograph(place.name() + "-" + DESK);
      console.dark(true);
      assertThat(console.unreadable()).as("%s, dark", place.name()).isEmpty();
      console.widen(PHONE);
      assertFits(console, place.name());
      console.dark(false);
      console.widen(WIDE);
      assertThat(console.overflow()).as("pixels that %s is too wide", place.name()).isZero();
      console.widen(DESK);
    }
  }

  @Test
  void chartsCanBeWalkedThroughDefinedAndSaved() throws Exception {
    shop.fill();
    Window console = open("/console#/stock/mugs-00", DESK);
    Locator plot = console.find(".plot");
    plot.focus();
    console.press("Home");
    assertThat(plot.getAttribute("aria-valuetext")).contains("Expected 6");
    console.find(".chart .definition").focus();
    assertThat(console.find(".tip").textContent()).contains("95 %");
    console.press("Escape");
    assertThat(console.find(".tip").isHidden()).isTrue();
    assertThat(console.saved(".chart .csv"))
        .startsWith("when,Expected,95 % low,95 % high,50 % low,50 % high,Median")
        .hasLineCount(5);

    console.go(shop.page("/console#/system"));
    console.find("[data-job=clean]").waitFor();
    assertThat(console.find("[data-job=clean] a").getAttribute("href"))
        .matches("http://127\\.0\\.0\\.1:\\d+/#/job/running/[0-9a-f]{32}/overview");
    console.go(shop.page("/console#/engagement?by=channel"));
    console.find("[data-segment=app]").waitFor();
    assertThat(console.find("[data-funnel]").first().textContent()).contains("impression");
  }

  /** The eraser waits for checkpoints of the jobs: it is asked first, and looked at last. */
  @Test
  @Order(1)
  void visitorIsErasedAndIsNamedNoMore() throws Exception {
    Window console = open(receipt(), DESK);
    console.find("[data-erasure]").waitFor();
    assertThat(console.find("main").textContent()).doesNotContain(ERASED);
    assertThat(console.violations()).isEmpty();
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void receiptSaysHowFarTheErasureIsAndNothingIsKnown() throws Exception {
    Window console = open(receipt(), DESK);
    // The rest is Kafka's cleaner, minutes of it: that nothing is left is ErasureIT's to see.
    console.within(
        Duration.ofMinutes(2),
        "[data-erasure=ordered], [data-erasure=forgotten], [data-erasure=done]");
    console.photograph("erasure-" + DESK);
    // The tombstones come after the order, and the page shows what there was when it was opened.
    await("nothing known of who was erased")
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              console.go(shop.page("/console#/users"));
              console.go(shop.page("/console#/users/" + ERASED));
              console.find("h1:text-is('" + ERASED + "')").waitFor();
              return console.find(".message:has-text('Nothing is known')").count() > 0;
            });
  }

  /** Has a visitor erased with the console, once, and gives the address of the receipt. */
  private String receipt() throws Exception {
    if (receipt.isEmpty()) {
      shop.visit(ERASED);
      Window console = open("/console#/users", DESK);
      console.find("[name=prefix]").fill(ERASED.substring(0, 5));
      console.find("[data-user=" + ERASED + "] a").click();
      console.find("[data-user-page=" + ERASED + "] button:has-text('Erase')").click();
      console.find("dialog.ask:has-text('cannot be undone') button:text-is('Erase')").click();
      console.find("[data-erasure]").waitFor();
      receipt = console.address();
    }
    return receipt;
  }

  @Test
  void generationTellsHowItLearnedAndOneThatDoesNotSaysWhy() throws Exception {
    Window console = open("/console#/models", DESK);
    String curves = "[data-learning=" + SampleShop.GENERATION + "]";
    Locator plots = console.find(curves + " .plot");
    plots.first().waitFor();
    assertThat(plots.count()).as("quality, and a loss of each curve").isEqualTo(3);
    plots.first().focus();
    console.press("Home");
    assertThat(plots.first().getAttribute("aria-valuetext")).isEqualTo("1: slow 0.2");
    console.find(curves + " .definition").first().focus();
    assertThat(console.find(".tip").textContent()).contains("NDCG@10 on validation");
    assertThat(console.saved(curves + " .csv"))
        .isEqualToNormalizingNewlines("epoch,Ranking quality\n1,0.2\n2,\n3,0.5\n");

    console.find("#learning select").selectOption(SampleShop.OTHER_GENERATION);
    console.find("#learning:has-text('Nothing is told of how tiny-2 learned')").waitFor();
    Window linked = open(console.address(), DESK);
    linked.find("#learning:has-text('Nothing is told of how tiny-2 learned')").waitFor();
  }

  @Test
  void userPageTellsWhatAGenerationPredicts() throws Exception {
    shop.fill();
    shop.awaitAnswer("/v1/users/" + SampleShop.SHOPPER + "/predictions", "\"known\":true");
    Window console = open("/console#/users/" + SampleShop.SHOPPER, DESK);
    Locator panel = console.find("#predictions");
    console.find("#predictions:has-text('Comes back')").waitFor();
    assertThat(panel.textContent()).contains("By " + SampleShop.GENERATION, "Is lost", "Will pay");
    assertThat(console.saved("#predictions .csv"))
        .startsWith("What,Predicted,Meaning")
        .contains("Comes back,0.");
  }

  @Test
  void inspectorTellsEverythingOfAnAnswerAndCanBeLinkedTo() {
    Window console = open("/console#/inspect", DESK);
    console.find(".ranked-item").first().waitFor();
    console.find("[name=visitor]").fill(SampleShop.SHOPPER);
    // A source that is late on a busy machine is left out of an answer: then it is asked again.
    await("an answer with all its sources")
        .atMost(Duration.ofMinutes(2))
        .pollInSameThread()
        .untilAsserted(
            () -> {
              console.find("[name=visitor]").press("Enter");
              console.find(".inspected:has-text('for " + SampleShop.SHOPPER + "')").waitFor();
              assertThat(console.find(".ranked-item .parts").first().textContent())
                  .contains("relevance");
            });
    console.find(".ranked-item .because:has-text('Because you bought Mugs')").first().waitFor();

    assertThat(console.find("table.tight").first().textContent()).contains("user-vector");
    console.find(".drop-groups summary:has-text('was bought')").click();
    console.find(".drop-list li:has-text('was bought')").first().waitFor();
    assertThat(console.find(".history").textContent()).contains("purchase");
    console.photograph("inspector-" + DESK);
    assertThat(console.saved("[aria-labelledby=ranked-title] .csv"))
        .startsWith("position,item_id,title,score,sources,probability_of_place,")
        .contains("1,mugs-")
        .hasLineCount(13);
    assertThat(console.saved("[aria-labelledby=stages-title] .csv"))
        .startsWith("stage,kind,quota,in,out,shown,micros,failure")
        .contains("source:user-vector,recall,");
    assertThat(console.saved("[aria-labelledby=dropped-title] .csv"))
        .startsWith("item_id,stage,reason")
        .contains("was bought");

    Window linked = open(console.address(), PHONE);
    linked.find(".inspected:has-text('for " + SampleShop.SHOPPER + "')").waitFor();
    assertFits(linked, "inspector");
  }

  @Test
  void rejectedEventsAreShownWithTheReason() {
    shop.refuse();
    Window console = open("/console#/data", DESK);
    console.find("[data-reason]").first().waitFor();
    console.find(".rejected li summary").first().click();
    assertThat(console.find(".rejected li pre").first().textContent()).contains("no_such_event");
    console.photograph("data-" + DESK);
  }
}
