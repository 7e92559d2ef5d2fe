package io.limpet.system.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
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
    assertThat(Double.parseDouble(attribute(shopper, ".meter", "data-millis")))
        .isBetween(0.1, 4_000.0);
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
    visit(phone, "/console", "[data-generation]");
    assertFits(phone, "console");
  }

  @Test
  void consoleShowsTheGenerationAndExplainsAnAnswer() {
    Window console = open("/console", DESK);
    console.find("[data-generation] .state").first().waitFor();
    assertThat(console.find("#cards").textContent()).contains("120").contains("accepted");

    console.find("[name=visitor]").fill(SampleShop.SHOPPER);
    console.find(".ask-form button").click();
    console.find(".stage-bars li").first().waitFor();

    assertThat(console.find(".answer").textContent()).contains("Personal").contains("Mugs");
    console.photograph("console-" + DESK);
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
