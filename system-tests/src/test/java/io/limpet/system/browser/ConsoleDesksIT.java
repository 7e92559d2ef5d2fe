package io.limpet.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.junit.jupiter.api.Test;

/** The console in a real browser, on a real stack: what is changed with it. */
class ConsoleDesksIT extends InBrowser {
  ConsoleDesksIT(Pages pages) {
    super(pages);
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
  void generationIsTriedOutOnSomeVisitors() {
    Window console = open("/console#/models", DESK);
    String other = "[data-generation=" + SampleShop.OTHER_GENERATION + "]";
    console.find(other + " button:text-is('Try out')").click();
    console.find("dialog.ask [name=share]").fill("0");
    console.find("dialog.ask button:text-is('Try out')").click();
    console.find("dialog.ask .problem:has-text('from 1 to 99')").waitFor();
    console.find("dialog.ask [name=share]").fill("25");
    console.find("dialog.ask button:text-is('Try out')").click();
    console.find(other + " .state[data-state=canary]").waitFor();
    console.find(other + ":has-text('25 % of the visitors')").waitFor();
    console.photograph("canary-" + DESK);
    assertThat(console.violations()).isEmpty();
    console.find(other + " button:text-is('End the canary')").click();
    console.find("dialog.ask button:text-is('End the canary')").click();
    console.find(other + " .state[data-state=rolled_back]").waitFor();
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

    console.go(shop.page("/console#/rules"));
    console.find("[data-rule=garden-first] button").click();
    console.find("dialog.ask button:text-is('Delete')").click();
    console
        .find("[data-rule=garden-first]")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    assertThat(console.find(".audit tbody tr").first().textContent()).contains("anna", "deleted");
  }

  @Test
  void experimentIsDesignedStartedReadAndStopped() throws Exception {
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
    shop.ask("guest-of-variety-", 24);
    shop.awaitAnswer("/v1/experiments/more-variety/results", "\"days\":[{");
    console.go(shop.page("/console#/experiments"));
    console.go(shop.page("/console#/experiments/more-variety"));
    console.find("[data-chart=experiment-more-variety-days] .plot svg").waitFor();
    assertThat(console.find("[data-verdict] dl").textContent())
        .containsPattern("Shares as dealtp = [01]\\.\\d+");
    console.photograph("experiment-" + DESK);
    assertThat(console.violations()).isEmpty();
    assertThat(console.saved("[data-chart=experiment-more-variety-days] .csv")).startsWith("when,");
    assertThat(console.saved("[data-chart=experiment-more-variety-changes] .csv"))
        .startsWith("what,change,low,high")
        .contains("changed, Visitors who buy");
    assertThat(console.saved("[aria-labelledby=arms-title] .csv"))
        .startsWith("Arm,Visitors,Metric,Value,Adjusted,Change,p")
        .contains("control,");

    console.go(shop.page("/console#/experiments"));
    console.find("[data-experiment=more-variety] button:text-is('Stop')").click();
    console.find("dialog.ask button:text-is('Stop')").click();
    console.find("[data-experiment=more-variety] .state[data-state=stopped]").waitFor();
    assertThat(console.find("table").last().textContent()).contains("anna", "started", "stopped");
    console.photograph("experiments-" + DESK);
  }

  @Test
  void tuningIsSetUpStartedAndStopped() {
    Window console = open("/console#/tunings", DESK);
    console.find("a:text-is('Set up the first'), a:has-text('New tuning')").first().click();
    console.find("[name=id]").fill("spring");
    console.find("[name=where]").selectOption("cart");
    console.photograph("tuning-new-" + DESK);
    console.find(".rule-form [type=submit]").click();
    console.find("[name=who]").fill("anna");
    console.press("Enter");
    console.find("[data-tuning-page=spring] h2:has-text('A draft')").waitFor();

    console.find("button:text-is('Start')").click();
    console.find("dialog.ask button:text-is('Start')").click();
    console.find("[data-tuning-page=spring] .state[data-state=running]").waitFor();
    shop.awaitAnswer("/v1/tunings/spring", "\"experiment\":\"spring-r1\"");

    console.go(shop.page("/console#/tunings"));
    console.find("[data-tuning=spring] button:text-is('Stop')").click();
    console.find("dialog.ask button:text-is('Stop')").click();
    console.find("[data-tuning=spring] .state[data-state=stopped]").waitFor();
    console.go(shop.page("/console#/tunings/spring"));
    console.find("[data-move='4']").waitFor();
    assertThat(console.find("section[aria-labelledby=moves-title]").textContent())
        .contains("anna", "created", "started", "tried", "spring-r1 until", "stopped");
  }

  @Test
  void moveOfATuningIsReadAndTakenBack() throws Exception {
    shop.tuned("summer");
    Window console = open("/console#/tunings/summer", DESK);
    console.find("[data-move='4']:has-text('/weights/trend: 0.08 → 0.5')").waitFor();
    assertThat(console.saved("[data-chart=tuning-summer-tried] .csv"))
        .startsWith("what,change,low,high")
        .contains("weights/trend 0.5,");
    console.find("[data-move='4'] button:text-is('Back to before this')").click();
    console.find("dialog.ask button:text-is('Back to before this')").click();
    console.find("[name=who]").fill("bert");
    console.press("Enter");
    console.find("[data-move='5']:has-text('reverted')").waitFor();
    assertThat(console.find("[data-move='5']").textContent()).contains("bert", "before move 4");
    assertThat(console.saved("[aria-labelledby=moves-title] .csv"))
        .startsWith("No.,When,What,Who,")
        .contains("reverted,bert");

    console.find("[data-move='5'] button:text-is('Back to before this')").click();
    console.find("dialog.ask button:text-is('Leave it')").click();
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
}
