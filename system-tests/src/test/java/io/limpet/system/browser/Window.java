package io.limpet.system.browser;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A browser window on the shop or the console, which remembers everything that went wrong in it.
 */
final class Window implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE_MILLIS = 60_000;
  private static final String AXE = resource("/axe.min.js");

  private final Page page;
  private final List<String> faults = new ArrayList<>();

  Window(Page page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            faults.add("console: " + message.text());
          }
        });
    page.onPageError(error -> faults.add("script: " + error));
    page.onResponse(this::remember);
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Window.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Waits longer than a page takes: for what the jobs do. */
  void within(Duration patience, String selector) {
    page.locator(selector)
        .first()
        .waitFor(new Locator.WaitForOptions().setTimeout((double) patience.toMillis()));
  }

  /** What a click hands over as a file. */
  String saved(String selector) {
    Download download = page.waitForDownload(() -> page.locator(selector).first().click());
    try (InputStream in = download.createReadStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  /** Shows it in dark colours, or in light ones. */
  void dark(boolean dark) {
    page.emulateMedia(
        new Page.EmulateMediaOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
  }

  /** Makes the window so many pixels wide. */
  void widen(int width) {
    page.setViewportSize(width, page.viewportSize().height);
  }

  /**
   * What axe-core finds on the page that keeps somebody from using it: violations of serious or
   * critical impact, each with the elements that it is about.
   */
  List<String> violations() {
    return violations(Map.of("resultTypes", List.of("violations")));
  }

  /** The same of its colours alone, which are what differs in the dark. */
  List<String> unreadable() {
    return violations(Map.of("runOnly", List.of("color-contrast", "link-in-text-block")));
  }

  private List<String> violations(Map<String, ?> options) {
    // Not as a script of the page, which its own policy would refuse.
    page.evaluate("source => window.axe || (0, eval)(source)", AXE);
    return ((List<?>)
            page.evaluate(
                "async options => (await axe.run(options)).violations.filter(one =>"
                    + " ['serious', 'critical'].includes(one.impact)).map(one => `${one.id}:"
                    + " ${one.help}: ${one.nodes.slice(0, 4).map(node => node.target + ' ' +"
                    + " node.html.slice(0, 160)).join(' | ')}`)",
                options))
        .stream().map(String::valueOf).toList();
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
        "() => Promise.allSettled(document.getAnimations().filter(one =>"
            + " one.effect.getComputedTiming().endTime < 5000).map(one => one.finished))");
    // From the top: what sticks to the window would stand in the middle of the picture.
    page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /** Forgets what pages have stored in the browser, which all windows share, and closes. */
  @Override
  public void close() {
    page.evaluate("() => localStorage.clear()");
    page.close();
  }
}
