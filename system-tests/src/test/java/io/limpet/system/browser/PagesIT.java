package io.limpet.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop and the console in a real browser, on a real stack. Skipped where no Chromium is. */
class PagesIT {
  private static final int DESK = 1280;
  private static final int PHONE = 390;
  private static final int WIDE = 1920;

  @TempDir static @Nullable Path data;
  private static @Nullable SampleShop shop;
  private static @Nullable Chromium chromium;

  private @Nullable Window window;

  @BeforeAll
  static void openShop() throws Exception {
    Optional<Path> executable = Chromium.find();
    assumeThat(executable)
        .as("a Chromium on the PATH (on Debian: apt-get install chromium)")
        .isPresent();
    shop = SampleShop.open(Objects.requireNonNull(data));
    chromium = Chromium.start(executable.orElseThrow());
  }

  @AfterAll
  static void closeShop() {
    if (chromium != null) {
      chromium.close();
    }
    if (shop != null) {
      shop.close();
    }
  }

  @AfterEach
  void findsNothingToComplainOf() {
    if (window != null) {
      assertThat(window.faults()).isEmpty();
      window.close();
    }
  }

  @Test
  void shelfOfANewcomerFollowsAClickAndSaysHowFast() {
    Window shopper = open("/", DESK);
    List<String> before = shelf(shopper);

    shopper.find(".categories a").getByText("Candles").click();
    shopper.find("main .grid .card").first().waitFor();
    shopper.find("[data-item=candles-05] .card-link").first().click();
    shopper.find("article.product[data-item=candles-05]").waitFor();
    awaitMeasurements(shopper, 1);

    assertThat(shelf(shopper)).isNotEqualTo(before);
    assertThat(shelf(shopper)).filteredOn(id -> id.startsWith("candles-")).hasSizeGreaterThan(3);
    assertThat(Double.parseDouble(attribute(shopper, ".meter", "data-millis"))).isPositive();
    assertThat(shopper.find(".live .card-why").first().textContent()).contains("Candles");
    assertThat(shopper.find(".meter-figure").textContent()).endsWith("ms");
    shopper.photograph("product-" + DESK);
  }

  @Test
  void knownShopperSearchesFillsABasketAndBuys() {
    Window shopper = open("/", DESK);
    shopper.find("#who").click();
    shopper.find("[data-user=" + SampleShop.SHOPPER + "]").click();
    shopper.find(".live-shelf[data-personalised=true]").waitFor();
    assertThat(shelf(shopper)).filteredOn(id -> id.startsWith("mugs-")).hasSizeGreaterThan(3);
    shopper.photograph("home-" + DESK);

    shopper.find(".search input").fill("toys 07");
    shopper.press("Enter");
    shopper.find("main .card[data-item=toys-07]").first().waitFor();
    shopper.photograph("search-" + DESK);
    shopper.find("main .card[data-item=toys-07] .card-foot button").first().click();
    assertThat(shopper.find("#basket-link .badge").textContent()).isEqualTo("1");

    shopper.find("#basket-link").click();
    shopper.find(".basket-lines [data-item=toys-07]").waitFor();
    shopper.photograph("basket-" + DESK);
    shopper.find("#checkout").click();
    shopper.find(".order h1").waitFor();
    Objects.requireNonNull(shop)
        .awaitAnswer("/v1/users/" + SampleShop.SHOPPER, "\"bought\":[{\"item_id\":\"toys-07\"");

    shopper.find(".survey button[type=submit]").click();
    shopper.find(".survey-fault:has-text('Choose a number')").waitFor();
    shopper.find(".survey-choice:has([value='9'])").click();
    shopper.find(".survey-choice:has-text('I like it')").click();
    shopper.photograph("survey-" + DESK);
    shopper.find(".survey button[type=submit]").click();
    shopper.find(".survey-said:has-text('Thank you')").waitFor();
    shop.awaitAnswer("/v1/metrics/surveys", "\"asked\":1,\"answers\":1");
    shop.awaitAnswer(
        "/v1/metrics/surveys", "\"value\":\"new\",\"answers\":{\"asked\":1,\"answers\":1");

    shopper.find("a[href='#/']").first().click();
    shopper.find("main .card[data-item] .card-foot button").first().click();
    shopper.find("#basket-link").click();
    shopper.find("#checkout").click();
    shopper.find(".order h1").waitFor();
    assertThat(shopper.find("form.survey").count()).as("asked again within a month").isZero();
  }

  @Test
  void whatIsNotWantedLeavesTheShelf() {
    Window shopper = open("/", DESK);
    String unwanted = shelf(shopper).getFirst();

    Locator card = shopper.find(".live [data-item=" + unwanted + "]");
    card.hover();
    card.locator(".card-hide").click();
    card.first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));

    assertThat(shelf(shopper)).doesNotContain(unwanted).isNotEmpty();
  }

  @Test
  void searchSuggestsSaysWhatItSearchedForAndNarrows() {
    Window shopper = open("/", DESK);
    shopper.find(".search input").fill("toys");
    shopper.find(".suggestion:has-text('Toys Number')").first().waitFor();
    shopper.find(".search input").fill("numbr");
    shopper.find("form.search > button").click();
    shopper.find(".corrected:has-text('Searched for “number”')").waitFor();
    assertThat(shopper.find(".page-head [role=status]").textContent()).isEqualTo("120 items");

    shopper.find("[data-facet='category Toys']").click();
    shopper.find("[data-facet='brand Zenith']").click();
    shopper.find(".page-head :text-is('10 items')").waitFor();
    assertThat(shopper.find("[data-facet='category Mugs']").textContent()).isEqualTo("Mugs10");
    assertThat(shopper.find(".found .card").count()).isEqualTo(10);
    shopper.photograph("narrowed-" + DESK);

    shopper.find(".chosen button:has-text('Zenith')").click();
    shopper.find(".chosen button:has-text('Toys')").click();
    shopper.find(".page-head :text-is('120 items')").waitFor();
    shopper.find(".found .more button").click();
    shopper.waitUntil("count => document.querySelectorAll('.found .card').length === count", 48);
  }

  @Test
  void everyPageFitsAPhone() {
    Window phone = open("/", PHONE);
    shelf(phone);
    assertFits(phone, "home");
    visit(phone, "/#/item/garden-03", "article.product");
    assertFits(phone, "product");
    visit(phone, "/#/search/mugs", "main .grid .card");
    assertFits(phone, "search");
    visit(phone, "/#/basket", ".message");
    assertFits(phone, "basket");
  }

  /** A page of the console, and what is on it once its data is there. */
  private record Place(String name, String path, String selector) {}

  private static final List<Place> CONSOLE =
      List.of(
          new Place("today", "/console", "#cards .figure:has-text('accepted')"),
          new Place("engagement", "/console#/engagement", "#engagement-figures .figure"),
          new Place("experiments", "/console#/experiments", "h1:text-is('Experiments')"),
          new Place("experiment-new", "/console#/experiments/new", ".rule-form"),
          new Place("inspector", "/console#/inspect", ".ranked-item"),
          new Place("rules", "/console#/rules", "h1:text-is('Rules')"),
          new Place("rule", "/console#/rules/new", ".preview"),
          new Place("surfaces", "/console#/surfaces", "[data-surface=home]"),
          new Place("search", "/console#/search?q=mugs", "[data-found=mugs-00]"),
          new Place("models", "/console#/models", "[data-generation=tiny-1]"),
          new Place("stock", "/console#/stock?category=Mugs", "[data-stock=mugs-00]"),
          new Place("stock-item", "/console#/stock/mugs-00", ".plot svg"),
          new Place("users", "/console#/users", "[data-user=" + SampleShop.SHOPPER + "]"),
          new Place("user", "/console#/users/" + SampleShop.SHOPPER, "#interest-title"),
          new Place("data", "/console#/data", "h1"),
          new Place("system", "/console#/system", "[data-job=clean] .state[data-state=running]"));

  @Test
  void everyPageOfTheConsoleHasDataFitsAndCanBeUsedByEverybody() throws Exception {
    Objects.requireNonNull(shop).fill();
    Window console = open("/console", DESK);
    for (Place place : CONSOLE) {
      visit(console, place.path(), place.selector());
      assertThat(console.violations()).as("%s, light", place.name()).isEmpty();
      console.photograph(place.name() + "-" + DESK);
      console.dark(true);
      assertThat(console.violations()).as("%s, dark", place.name()).isEmpty();
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
    Objects.requireNonNull(shop).fill();
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

  @Test
  void generationIsReleasedAndRolledBack() {
    Window console = open("/console#/models", DESK);
    String other = "[data-generation=" + SampleShop.OTHER_GENERATION + "]";
    console.find(other + " button:text-is('Release')").click();
    console.find("dialog.ask button:text-is('Release')").click();
    console.find(other + " .state[data-state=current]").waitFor();
    console.photograph("models-" + DESK);
    console.find(other + " button:text-is('Roll back')").click();
    console.find("dialog.ask button:text-is('Roll back')").click();
    console.find(other + " .state[data-state=rolled_back]").waitFor();
    console
        .find("[data-generation=" + SampleShop.GENERATION + "] .state[data-state=current]")
        .waitFor();
  }

  @Test
  void visitorIsErasedAndTheReceiptSaysHowFarItIs() throws Exception {
    Objects.requireNonNull(shop).visit("to-be-forgotten");
    Window console = open("/console#/users", DESK);
    console.find("[name=prefix]").fill("to-be");
    console.find("[data-user=to-be-forgotten] a").click();
    console.find("[data-user-page=to-be-forgotten] button:has-text('Erase')").click();
    console.find("dialog.ask:has-text('cannot be undone') button:text-is('Erase')").click();
    console.find("[data-erasure]").waitFor();
    assertThat(console.find("main").textContent()).doesNotContain("to-be-forgotten");
    // The rest is Kafka's cleaner, minutes of it: that nothing is left is ErasureIT's to see.
    console.within(
        Duration.ofMinutes(2),
        "[data-erasure=ordered], [data-erasure=forgotten], [data-erasure=done]");
    console.photograph("erasure-" + DESK);
    assertThat(console.violations()).isEmpty();
    // The tombstones come after the order, and the page shows what there was when it was opened.
    await("nothing known of who was erased")
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              console.go(shop.page("/console#/users"));
              console.go(shop.page("/console#/users/to-be-forgotten"));
              console.find("h1:text-is('to-be-forgotten')").waitFor();
              return console.find(".message:has-text('Nothing is known')").count() > 0;
            });
  }

  @Test
  void inspectorTellsEverythingOfAnAnswerAndCanBeLinkedTo() {
    Window console = open("/console#/inspect", DESK);
    console.find(".ranked-item").first().waitFor();
    console.find("[name=visitor]").fill(SampleShop.SHOPPER);
    console.press("Enter");
    console.find(".inspected:has-text('for " + SampleShop.SHOPPER + "')").waitFor();
    console.find(".ranked-item .because:has-text('Because you bought Mugs')").first().waitFor();

    assertThat(console.find(".ranked-item .parts").first().textContent()).contains("relevance");
    assertThat(console.find("table.tight").first().textContent()).contains("user-vector");
    console.find(".drop-groups summary:has-text('was bought')").click();
    console.find(".drop-list li:has-text('was bought')").first().waitFor();
    assertThat(console.find(".history").textContent()).contains("purchase");
    console.photograph("inspector-" + DESK);

    Window linked = open(console.address(), PHONE);
    linked.find(".inspected:has-text('for " + SampleShop.SHOPPER + "')").waitFor();
    assertFits(linked, "inspector");
    console.close();
  }

  @Test
  void ruleIsPreviewedSignedAuditedRefusedAndDeleted() {
    Window console = open("/console#/rules/new", DESK);
    pin(console, "garden-first", "garden-07");
    console.find(".side .in:has-text('Garden Number 07')").waitFor();
    console.photograph("rule-" + DESK);
    console.find(".rule-form [type=submit]").click();
    console.find("[name=who]").fill("anna");
    console.press("Enter");
    console.find("[data-rule=garden-first]").waitFor();
    assertThat(console.find(".audit tbody tr").first().textContent()).contains("anna", "made");

    console.find(".page-title a:has-text('New rule')").click();
    pin(console, "toys-first", "toys-01");
    console
        .find(".preview .problem:has-text('contradicts rule \"garden-first\"')")
        .first()
        .waitFor();
    assertThat(console.faults()).allMatch(fault -> fault.contains("409"));
    console.forgive();

    console.go(Objects.requireNonNull(shop).page("/console#/rules"));
    console.find("[data-rule=garden-first] button").click();
    console.find("dialog.ask button:text-is('Delete')").click();
    console
        .find("[data-rule=garden-first]")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    assertThat(console.find(".audit tbody tr").first().textContent()).contains("anna", "deleted");
  }

  @Test
  void experimentIsDesignedStartedReadAndStopped() {
    Window console = open("/console#/experiments/new", DESK);
    console.find("[name=id]").fill("more-variety");
    console.find(".panel p:has-text('It takes')").waitFor();
    console.photograph("experiment-new-" + DESK);
    console.find(".rule-form [type=submit]").click();
    console.find("[name=who]").fill("anna");
    console.press("Enter");
    console.find("[data-verdict] h2:has-text('A draft')").waitFor();

    console.find("button:text-is('Start')").click();
    console.find("dialog.ask button:text-is('Start')").click();
    console.find("[data-verdict] .state[data-state=running]").waitFor();
    console.photograph("experiment-" + DESK);

    console.go(Objects.requireNonNull(shop).page("/console#/experiments"));
    console.find("[data-experiment=more-variety] button:text-is('Stop')").click();
    console.find("dialog.ask button:text-is('Stop')").click();
    console.find("[data-experiment=more-variety] .state[data-state=stopped]").waitFor();
    assertThat(console.find("table").last().textContent()).contains("anna", "started", "stopped");
    console.photograph("experiments-" + DESK);
  }

  @Test
  void rejectedEventsAreShownWithTheReason() {
    Objects.requireNonNull(shop).refuse();
    Window console = open("/console#/data", DESK);
    console.find("[data-reason]").first().waitFor();
    console.find(".rejected li summary").first().click();
    assertThat(console.find(".rejected li pre").first().textContent()).contains("no_such_event");
    console.photograph("data-" + DESK);
  }

  /** Fills in a rule that pins an item to the first place of the surface email. */
  private static void pin(Window console, String name, String item) {
    console.find("[name=id]").fill(name);
    console.find(".tick:has-text('email') input").check();
    console.find(".picker input:not([type=hidden])").fill(item);
    console.find(".suggestion").first().waitFor();
    console.press("ArrowDown");
    console.press("Enter");
    console.find(".token").waitFor();
  }

  private Window open(String path, int width) {
    Window opened = Objects.requireNonNull(chromium).open(width, 844);
    window = opened;
    opened.go(Objects.requireNonNull(shop).page(path));
    return opened;
  }

  private static void visit(Window window, String path, String selector) {
    window.go(Objects.requireNonNull(shop).page(path));
    window.find(selector).first().waitFor();
  }

  private static void assertFits(Window window, String name) {
    window.photograph(name + "-" + PHONE);
    assertThat(window.overflow()).as("pixels that %s is too wide", name).isZero();
  }

  /** The ids on the live shelf, once it stands. */
  private static List<String> shelf(Window window) {
    Locator cards = window.find(".live .card:not(.skeleton):not(.leaving)");
    cards.first().waitFor();
    return cards.all().stream().map(card -> card.getAttribute("data-item")).toList();
  }

  private static void awaitMeasurements(Window window, int count) {
    window.waitUntil(
        "count => Number(document.querySelector('.meter')?.dataset.measured ?? 0) >= count", count);
  }

  private static String attribute(Window window, String selector, String name) {
    return Objects.requireNonNull(window.find(selector).getAttribute(name));
  }
}
