package io.limpet.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The shop in a real browser, on a real stack. */
class ShopPagesIT extends InBrowser {
  ShopPagesIT(Pages pages) {
    super(pages);
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
