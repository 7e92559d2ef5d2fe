package io.limpet.system.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A browser window on the shop or the console, which remembers everything that went wrong in it.
 */
final class Window implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE_MILLIS = 15_000;

  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();

  Window(BrowserContext context) {
    this.context = context;
    context.setDefaultTimeout(PATIENCE_MILLIS);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            faults.add("console: " + message.text());
          }
        });
    page.onPageError(error -> faults.add("script: " + error));
    page.onResponse(this::remember);
  }

  private void remember(Response response) {
    if (response.status() >= 400) {
      faults.add(response.status() + " for " + response.url());
    }
  }

  void go(URI address) {
    page.navigate(address.toString());
  }

  /** Path and fragment of the page that stands in it. */
  String address() {
    URI address = URI.create(page.url());
    return address.getRawPath() + "#" + address.getRawFragment();
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  /** Waits until a script says true. */
  void waitUntil(String script, Object argument) {
    page.waitForFunction(script, argument);
  }

  void press(String key) {
    page.keyboard().press(key);
  }

  /** Errors of scripts, console messages and refused calls since it was opened. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Forgets them: they were meant to be. */
  void forgive() {
    faults.clear();
  }

  /** How many pixels the page is wider than the window. */
  int overflow() {
    return (Integer)
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  /** The whole page, as a picture below {@code target/screenshots}. */
  void photograph(String name) {
    // Cards that just came or moved are let to their places first.
    page.evaluate(
        "() => Promise.allSettled(document.getAnimations()"
            + ".filter(one => one.effect.getComputedTiming().endTime < 5000).map(one => one.finished))");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    context.close();
  }
}
